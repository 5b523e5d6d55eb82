import { cn } from "../ui/cn.ts";

/** A loan's way as one stroke: bought below, sold above. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className={cn("size-7 shrink-0", className)}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <g className="fill-on-accent stroke-on-accent">
        <path
          d="M7 21.5h6.2c2 0 2.8-1 2.8-2.8v-5.4c0-1.8.8-2.8 2.8-2.8H25"
          fill="none"
          strokeWidth="2.6"
          strokeLinecap="round"
        />
        <circle cx="7.6" cy="21.5" r="3.1" stroke="none" />
        <circle cx="24.4" cy="10.5" r="3.1" stroke="none" />
      </g>
    </svg>
  );
}
