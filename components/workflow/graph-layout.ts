import type { StatusConfig } from "@/server/domain/pipeline/model/status-workflow.ts";
import { type Edge, edgesOf, headroom } from "../pipeline/lifecycle-edges.ts";
import { type Box, boxesOf, placesOf } from "../pipeline/lifecycle-layout.ts";

const NODE_HEIGHT = 68;
const LANE = 56;
const NARROWEST_NODE = 128;

export interface GraphLayout {
  width: number;
  height: number;
  /** Room over the first row for the moves that pass above it. */
  above: number;
  boxes: Map<string, Box>;
  edges: Edge[];
}

/** The dashboard's drawing of the lifecycle, with boxes of the designer's size. @param available pixels; 0: not known yet */
export function graphLayout(statuses: StatusConfig[], available: number): GraphLayout {
  const nodes = statuses.map((status) => ({
    code: status.statusCode,
    isException: status.isException,
    sequenceOrder: status.sequenceOrder,
    moves: status.allowedTransitions,
  }));
  const { places, columns, rows } = placesOf(nodes);
  const gap = available < 900 ? 28 : 44;
  const width = Math.max(available, columns * NARROWEST_NODE + (columns - 1) * gap);
  const above = headroom(nodes, places);
  const sizes = { width, gap, lane: LANE, coreHeight: NODE_HEIGHT, exceptionHeight: NODE_HEIGHT };
  const boxes = boxesOf(places, columns, sizes);
  return {
    width,
    height: above + NODE_HEIGHT + (rows - 1) * (LANE + NODE_HEIGHT),
    above,
    boxes,
    edges: available > 0 ? edgesOf(nodes, places, boxes, LANE) : [],
  };
}
