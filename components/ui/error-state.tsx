import { RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";

interface Props {
  title: string;
  message: string;
  requestId?: string | undefined;
  onRetry?: () => void;
  /** What else can be done. */
  action?: ReactNode;
}

/** What happened, what is unchanged, what to do, and the id to ask about it. */
export function ErrorState({ title, message, requestId, onRetry, action }: Props) {
  return (
    <div role="alert" className="mx-auto flex max-w-110 flex-col items-center px-6 py-16 text-center">
      <svg aria-hidden="true" viewBox="0 0 56 40" className="mb-4 h-10 w-14 text-danger" fill="none">
        <path d="M1 20h19M36 20h19" stroke="currentColor" strokeLinecap="round" strokeDasharray="3 3" />
        <path d="m23 15 10 10M33 15 23 25" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
      </svg>
      <h2 className="text-md font-semibold">{title}</h2>
      <p className="mt-1 text-sm text-ink-2">{message}</p>
      {requestId && (
        <p className="mt-2 text-xs text-ink-3">
          Reference <span className="id select-all text-ink-2">{requestId}</span>
        </p>
      )}
      {onRetry && (
        <Button className="mt-4" onClick={onRetry}>
          <RotateCw aria-hidden />
          Try again
        </Button>
      )}
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}
