"use client";

import { Plus } from "lucide-react";
import { cn } from "../ui/cn.ts";
import { graphIdOf, INSPECTOR, isSelected, useDesigner } from "./designer-context.ts";
import type { GraphLayout } from "./graph-layout.ts";

/** A point on every move, to insert a status there or to drop it. */
export function GraphMoves({ layout: { edges, above } }: { layout: GraphLayout }) {
  const { nameOf, problems, selection, select, edit } = useDesigner();
  return (
    <ul aria-label="Moves">
      {edges.map(({ from, to, middle }) => {
        const isBroken = problems.some((one) => one.statusCode === from && one.target === to);
        const selected = isSelected(selection, { from, to });
        return (
          <li
            key={`${from}>${to}`}
            className="absolute -translate-1/2"
            style={{ left: middle.x, top: above + middle.y }}
          >
            <button
              type="button"
              id={graphIdOf({ from, to })}
              aria-pressed={selected}
              aria-controls={selected ? INSPECTOR : undefined}
              aria-label={`${nameOf(from)} to ${nameOf(to)}`}
              title={`${nameOf(from)} → ${nameOf(to)}`}
              onClick={() => select({ from, to })}
              onKeyDown={({ key }) => {
                if (key === "Delete" || key === "Backspace") edit({ do: "allow", from, to, allowed: false });
              }}
              className={cn(
                "group flex size-5 items-center justify-center rounded-full focus-visible:bg-sheet",
                "[&>span]:hover:scale-100 [&>span]:focus-visible:scale-100",
              )}
            >
              <span
                className={cn(
                  "flex size-4 scale-50 items-center justify-center rounded-full border bg-sheet transition-transform duration-120",
                  "border-control text-ink-2 group-hover:border-accent group-hover:text-accent",
                  selected && "scale-100 border-accent bg-accent text-on-accent group-hover:text-on-accent",
                  isBroken && "border-danger",
                )}
              >
                <Plus
                  aria-hidden
                  className={cn("size-3 group-hover:block group-focus-visible:block", !selected && "hidden")}
                />
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
