"use client";

import { useMemo, useState } from "react";
import type { Outputs } from "../trpc/client.ts";
import { SideScroll } from "../ui/side-scroll.tsx";
import { LifecycleArrows } from "./lifecycle-arrows.tsx";
import { edgesOf, headroom } from "./lifecycle-edges.ts";
import { boxesOf, placesOf } from "./lifecycle-layout.ts";
import { StatusCard } from "./status-card.tsx";
import { useElementWidth } from "./use-element-width.ts";
import type { Status } from "./use-statuses.ts";

type Breakdown = Outputs["pipeline"]["summary"]["statusBreakdown"];

const CORE_HEIGHT = 120;
const EXCEPTION_HEIGHT = 112;
const LANE = 52;
const GAP = 40;
const NARROW_GAP = 16;
/** In which a name in two lines, the volume and the overdue badge can still be read: six stand side by side on a tablet. */
const NARROWEST_CARD = 100;

/** The workflow as the tenant configured it. The cards are a list; the arrows say for the eye what each card says in words. */
export function Lifecycle({ statuses, breakdown }: { statuses: Status[]; breakdown: Breakdown }) {
  const [ref, available] = useElementWidth();
  const [pointedAt, pointAt] = useState<string | null>(null);
  const graph = useMemo(() => {
    const nodes = statuses.map((status) => ({
      code: status.statusCode,
      isException: status.isException,
      sequenceOrder: status.sequenceOrder,
      moves: status.allowedTransitions,
    }));
    return { nodes, ...placesOf(nodes), above: 0 };
  }, [statuses]);
  const { nodes, places, columns, rows } = graph;
  const gap = available > 0 && available < 900 ? NARROW_GAP : GAP;
  const width = Math.max(available, columns * NARROWEST_CARD + (columns - 1) * gap);
  const above = headroom(nodes, places);
  const height = above + CORE_HEIGHT + (rows - 1) * (LANE + EXCEPTION_HEIGHT);
  const boxes = boxesOf(places, columns, {
    width,
    gap,
    lane: LANE,
    coreHeight: CORE_HEIGHT,
    exceptionHeight: EXCEPTION_HEIGHT,
  });
  const edges = available > 0 ? edgesOf(nodes, places, boxes, LANE) : [];
  const figures = new Map(breakdown.map((entry) => [entry.status, entry]));
  const nameOf = new Map(statuses.map((status) => [status.statusCode, status.displayName]));

  return (
    <SideScroll>
      <div ref={ref} />
      <div className="relative" style={{ height, width: available > 0 ? width : "100%" }}>
        <LifecycleArrows edges={edges} width={width} height={height} above={above} pointedAt={pointedAt} />
        <ul aria-label="Statuses in lifecycle order">
          {statuses.map((status) => {
            const place = places.find(({ code }) => code === status.statusCode);
            const entry = figures.get(status.statusCode);
            if (!place || !entry) return null;
            const top =
              above +
              (place.row === 0 ? 0 : CORE_HEIGHT + LANE + (place.row - 1) * (EXCEPTION_HEIGHT + LANE));
            return (
              <li
                key={status.statusCode}
                className="absolute"
                onPointerEnter={() => pointAt(status.statusCode)}
                onPointerLeave={() => pointAt(null)}
                onFocus={() => pointAt(status.statusCode)}
                onBlur={() => pointAt(null)}
                style={{
                  top,
                  // Percent and gap rather than measured pixels, so the cards stand right before anything is measured.
                  left: `calc((100% + ${gap}px) / ${columns} * ${place.column})`,
                  width: `calc((100% - ${gap * (columns - 1)}px) / ${columns})`,
                  height: place.row === 0 ? CORE_HEIGHT : EXCEPTION_HEIGHT,
                }}
              >
                <StatusCard
                  status={status}
                  figures={entry}
                  leadsTo={status.allowedTransitions.map((code) => nameOf.get(code) ?? code)}
                />
              </li>
            );
          })}
        </ul>
      </div>
    </SideScroll>
  );
}
