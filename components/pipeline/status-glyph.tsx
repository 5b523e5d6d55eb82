import type { ReactNode } from "react";
import { cn } from "../ui/cn.ts";
import type { Shape, StatusLook } from "./status-look.ts";

/* The main path fills up as a loan moves on; what left the path is a solid sign. */
const SHAPES: Record<Shape, ReactNode> = {
  ring: <Ring />,
  half: (
    <>
      <Ring />
      <path d="M8 4.6a3.4 3.4 0 0 1 0 6.8Z" fill="currentColor" />
    </>
  ),
  "three-quarters": (
    <>
      <Ring />
      <path d="M8 4.6A3.4 3.4 0 1 1 4.6 8H8Z" fill="currentColor" />
    </>
  ),
  check: (
    <>
      <circle cx="8" cy="8" r="6.75" fill="currentColor" />
      <Cut d="m5.1 8.2 2 2 3.8-4.1" />
    </>
  ),
  cross: (
    <>
      <path d="M5.2 1.25h5.6l3.95 3.95v5.6l-3.95 3.95H5.2L1.25 10.8V5.2Z" fill="currentColor" />
      <Cut d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4" />
    </>
  ),
  back: (
    <>
      <circle cx="8" cy="8" r="6.75" fill="currentColor" />
      <Cut d="M6.6 4.7 4.7 6.6l1.9 1.9M4.9 6.6h3.6a2.2 2.2 0 0 1 0 4.4H6.6" />
    </>
  ),
  bang: (
    <>
      <path d="M8 .9 15.1 8 8 15.1.9 8Z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
      <Cut d="M8 4.7v3.7M8 11v.1" />
    </>
  ),
  square: (
    <>
      <rect x="2" y="2" width="12" height="12" rx="2.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <rect x="5.2" y="5.2" width="5.6" height="5.6" rx="1" fill="currentColor" />
    </>
  ),
  hexagon: (
    <>
      <path
        d="M8 1.3 13.8 4.6v6.8L8 14.7 2.2 11.4V4.6Z"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
      <circle cx="8" cy="8" r="2.6" fill="currentColor" />
    </>
  ),
  pentagon: (
    <>
      <path d="M8 1.5 14.4 6.2 12 13.8H4L1.6 6.2Z" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <circle cx="8" cy="8.3" r="2.4" fill="currentColor" />
    </>
  ),
  bars: (
    <path d="M3.5 13V8M8 13V3M12.5 13v-3" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" />
  ),
};

function Ring() {
  return <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.5" />;
}

function Cut({ d }: { d: string }) {
  return (
    <path
      d={d}
      fill="none"
      className="stroke-sheet"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  );
}

export function StatusGlyph({ look, className }: { look: StatusLook; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      data-tone={look.tone}
      viewBox="0 0 16 16"
      className={cn("size-3.5 shrink-0 text-(--tone)", className)}
    >
      {SHAPES[look.shape]}
    </svg>
  );
}
