import Link from "next/link";
import { Button } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";

export default function NotFound() {
  return (
    <main className="flex min-h-screen items-center">
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
    </main>
  );
}
