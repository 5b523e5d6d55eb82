import type { Route } from "next";
import Link from "next/link";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";

/** An address of a file that there is not. */
export function NoSuchFile({ fileId }: { fileId: number }) {
  return (
    <div className="flex min-h-dvh items-center">
      <EmptyState
        level={1}
        title={`There is no file ${fileId}`}
        action={
          <Button asChild>
            <Link href={"/funding" as Route}>All files</Link>
          </Button>
        }
      >
        <p>The link may be old, or of another tenant.</p>
      </EmptyState>
    </div>
  );
}
