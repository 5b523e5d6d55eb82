import { LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";

/** Something is being written that is not shown as done before it is. */
export function Pending({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="mr-auto flex animate-late items-center gap-2 text-sm text-ink-2">
      <LoaderCircle aria-hidden className="size-3.5 motion-safe:animate-spin" />
      {children}
    </p>
  );
}
