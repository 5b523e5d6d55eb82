import { EmptyState } from "../ui/empty-state.tsx";

export function EmptyPipeline() {
  return (
    <EmptyState title="No loans yet">
      Loans appear here when the exchange posts a trade with your tenant’s key. The{" "}
      <a href="/docs" className="text-accent underline underline-offset-2">
        API docs
      </a>{" "}
      have the call that posts the first one.
    </EmptyState>
  );
}
