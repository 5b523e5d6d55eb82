import type { Route } from "next";
import Link from "next/link";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";

/** An address of a mortgage that there is not, or not any more. */
export function NoSuchMortgage({ mortgageId }: { mortgageId: number }) {
  return (
    <div className="flex min-h-dvh items-center">
      <EmptyState
        level={1}
        title={`There is no mortgage ${mortgageId}`}
        action={
          <Button asChild>
            <Link href={"/mortgages" as Route}>All mortgages</Link>
          </Button>
        }
      >
        <p>The link may be old, or of another tenant, or the mortgage has been deleted.</p>
      </EmptyState>
    </div>
  );
}
