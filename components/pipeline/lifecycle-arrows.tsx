import { cn } from "../ui/cn.ts";
import type { Edge } from "./lifecycle-edges.ts";

interface Props {
  edges: Edge[];
  width: number;
  height: number;
  above: number;
  /** The status under the pointer or focus: its own moves stand out. */
  pointedAt: string | null;
}

export function LifecycleArrows({ edges, width, height, above, pointedAt }: Props) {
  if (edges.length === 0) return null;
  return (
    <svg
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 animate-fade"
      width={width}
      height={height}
      viewBox={`0 ${-above} ${width} ${height}`}
    >
      {edges.map((edge) => (
        <g
          key={`${edge.from}>${edge.to}`}
          className={cn(
            "transition-opacity duration-150",
            pointedAt === edge.from ? "text-accent" : edge.kind === "path" ? "text-ink-3" : "text-control",
            pointedAt !== null && pointedAt !== edge.from && "opacity-35",
          )}
        >
          <path
            d={edge.d}
            fill="none"
            stroke="currentColor"
            strokeWidth={edge.kind === "path" ? 2 : 1.25}
            strokeDasharray={edge.kind === "back" ? "4 3" : undefined}
          />
          <path
            d="M0 0-7-4v8Z"
            fill="currentColor"
            transform={`translate(${edge.head.x} ${edge.head.y}) rotate(${edge.head.turn})`}
          />
        </g>
      ))}
    </svg>
  );
}
