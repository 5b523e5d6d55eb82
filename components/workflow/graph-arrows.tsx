"use client";

import { cn } from "../ui/cn.ts";
import { isSelected, useDesigner } from "./designer-context.ts";
import type { GraphLayout } from "./graph-layout.ts";

interface Props {
  layout: GraphLayout;
  /** The status whose moves stand out. */
  pointedAt: string | null;
}

/** The moves of the draft; those that the version in force does not have in the accent. */
export function GraphArrows({ layout: { edges, width, height, above }, pointedAt }: Props) {
  const { base, selection } = useDesigner();
  const isNew = (from: string, to: string) =>
    !base.statuses.some((one) => one.statusCode === from && one.allowedTransitions.includes(to));
  return (
    <svg
      aria-hidden="true"
      className="pointer-events-none absolute inset-0"
      width={width}
      height={height}
      viewBox={`0 ${-above} ${width} ${height}`}
    >
      {edges.map(({ from, to, kind, d, head }) => {
        const selected = isSelected(selection, { from, to });
        const concerned = selected || pointedAt === from || pointedAt === to;
        return (
          <g
            key={`${from}>${to}`}
            className={cn(
              "transition-opacity duration-150",
              selected || isNew(from, to) || pointedAt === from
                ? "text-accent"
                : kind === "path"
                  ? "text-ink-3"
                  : "text-control",
              pointedAt !== null && !concerned && "opacity-40",
            )}
          >
            <path
              d={d}
              fill="none"
              stroke="currentColor"
              strokeWidth={selected ? 2.5 : kind === "path" ? 2 : 1.25}
              strokeDasharray={kind === "back" ? "4 3" : undefined}
            />
            <path
              d="M0 0-7-4v8Z"
              fill="currentColor"
              transform={`translate(${head.x} ${head.y}) rotate(${head.turn})`}
            />
          </g>
        );
      })}
    </svg>
  );
}
