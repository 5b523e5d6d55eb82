"use client";

import { useMemo, useState } from "react";
import { useElementWidth } from "../pipeline/use-element-width.ts";
import { useDesigner } from "./designer-context.ts";
import { GraphArrows } from "./graph-arrows.tsx";
import { graphLayout } from "./graph-layout.ts";
import { GraphMoves } from "./graph-moves.tsx";
import { GraphNode } from "./graph-node.tsx";

/**
 * The draft as it will stand on the dashboard. Statuses and moves are two lists of buttons; what is drawn is for the eye.
 * Pressing one brings it into the inspector; Delete takes it out of the draft.
 */
export function WorkflowGraph() {
  const { statuses, selection } = useDesigner();
  const [ref, available] = useElementWidth();
  const [pointedAt, pointAt] = useState<string | null>(null);
  const layout = useMemo(() => graphLayout(statuses, available), [statuses, available]);
  const chosen = selection && "code" in selection ? selection.code : null;
  return (
    <div ref={ref} className="overflow-x-auto overflow-y-hidden">
      <div className="relative" style={{ height: layout.height, width: layout.width }}>
        <GraphArrows layout={layout} pointedAt={pointedAt ?? chosen} />
        <ul aria-label="Statuses in lifecycle order">
          {statuses.map((status) => {
            const box = layout.boxes.get(status.statusCode);
            if (!box || available === 0) return null;
            return (
              <li
                key={status.statusCode}
                className="absolute"
                style={{ left: box.x, top: layout.above + box.y, width: box.width, height: box.height }}
                onPointerEnter={() => pointAt(status.statusCode)}
                onPointerLeave={() => pointAt(null)}
              >
                <GraphNode status={status} />
              </li>
            );
          })}
        </ul>
        <GraphMoves layout={layout} />
      </div>
    </div>
  );
}
