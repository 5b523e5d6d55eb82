import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

interface Props {
  title: ReactNode;
  children?: ReactNode;
  requestId?: string | undefined;
  className?: string;
}

/** What was refused, said where it was asked, with what to do. */
export function Notice({ title, children, requestId, className }: Props) {
  return (
    <div role="alert" className={cn("flex gap-2.5 rounded-md bg-danger-wash px-3 py-2.5 text-sm", className)}>
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
      <div className="min-w-0 flex-1">
        <p className="font-medium text-ink">{title}</p>
        {children && <div className="text-ink-2">{children}</div>}
        {requestId && (
          <p className="mt-1 text-xs text-ink-2">
            Reference <span className="id select-all">{requestId}</span>
          </p>
        )}
      </div>
    </div>
  );
}
