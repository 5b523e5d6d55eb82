import Link from "next/link";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

/** An address that there is not, within the desk and outside of it. */
export function NothingHere() {
  return (
    <EmptyState
      level={1}
      title="There is nothing at this address"
      action={
        <Button asChild>
          <Link href="/pipeline">Go to the loan pipeline</Link>
        </Button>
      }
    >
      <p>The link may be old, or it may belong to another tenant.</p>
    </EmptyState>
  );
}
