import Link from "next/link";
import { PageHeader } from "../shell/page-header.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

/** What an operator sees at an administrator's address. The verbs refuse by themselves; this only says so (P6.3). */
export function AdminsOnly({ title = "Administration" }: { title?: string }) {
  return (
    <>
      <PageHeader title={title} />
      <EmptyState
        title="This is for administrators"
        action={
          <Button asChild>
            <Link href="/pipeline">Go to the loan pipeline</Link>
          </Button>
        }
      >
        <p>You are signed in as an operator. An administrator of your tenant can change your role.</p>
      </EmptyState>
    </>
  );
}
