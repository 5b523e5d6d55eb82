import { describe, expect, it } from "vitest";
import { DEFAULT_STATUSES, type StatusConfig } from "@/server/domain/pipeline/model/status-workflow.ts";
import { edgesOf } from "./lifecycle-edges.ts";
import { boxesOf, type GraphNode, placesOf } from "./lifecycle-layout.ts";

function nodesOf(statuses: StatusConfig[]): GraphNode[] {
  return statuses.map(({ statusCode, isException, sequenceOrder, allowedTransitions }) => ({
    code: statusCode,
    isException,
    sequenceOrder,
    moves: allowedTransitions,
  }));
}

function drawn(nodes: GraphNode[]) {
  const { places, columns, rows } = placesOf(nodes);
  const boxes = boxesOf(places, columns, {
    width: 1_000,
    gap: 40,
    lane: 52,
    coreHeight: 120,
    exceptionHeight: 104,
  });
  return { places, columns, rows, boxes, edges: edgesOf(nodes, places, boxes, 52) };
}

describe("the lifecycle as configured (P7.1)", () => {
  it("puts the main path on one line and each exception near what leads to it", () => {
    const { places } = drawn(nodesOf(DEFAULT_STATUSES));
    const at = Object.fromEntries(places.map(({ code, row, column }) => [code, [row, column]]));
    expect(at).toEqual({
      purchased: [0, 0],
      in_transit: [0, 1],
      delivered: [0, 2],
      settled: [0, 3],
      rejected: [1, 0],
      returned: [1, 1],
      disputed: [1, 2],
    });
  });

  it("draws one arrow for each move, and none where there is none", () => {
    const nodes = nodesOf(DEFAULT_STATUSES);
    const { edges } = drawn(nodes);
    const moves = nodes.flatMap((node) => node.moves.map((target) => `${node.code} ${target}`));
    expect(edges.map((edge) => `${edge.from} ${edge.to}`).sort()).toEqual(moves.sort());
  });

  it("gives every status a place of its own, however many there are (P2.7)", () => {
    const many: GraphNode[] = Array.from({ length: 24 }, (_, index) => ({
      code: `s${index}`,
      isException: index >= 3,
      sequenceOrder: index,
      moves: [`s${(index + 1) % 24}`, `s${(index + 7) % 24}`],
    }));
    const { places, boxes } = drawn(many);
    expect(new Set(places.map(({ row, column }) => `${row} ${column}`)).size).toBe(24);
    expect(boxes.size).toBe(24);
  });
});
