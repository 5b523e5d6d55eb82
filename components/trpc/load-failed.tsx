import { RotateCw } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { refusalOf } from "./refusal.ts";

interface Props {
  title: string;
  error: unknown;
  onRetry: () => void;
}

/** A part of a page that could not be loaded, while the rest is there: why, the request's id, and once more. */
export function LoadFailed({ title, error, onRetry }: Props) {
  const { message, requestId } = refusalOf(error);
  return (
    <Notice title={title} requestId={requestId}>
      <p>{message}</p>
      <Button size="sm" className="mt-2" onClick={onRetry}>
        <RotateCw aria-hidden />
        Try again
      </Button>
    </Notice>
  );
}
