import type { UseQueryResult } from "@tanstack/react-query";
import type { Outputs } from "../trpc/client.ts";
import { refusalOf } from "../trpc/refusal.ts";
import { Notice } from "../ui/notice.tsx";

/** What keeps the trade of the address from being shown, above the others. */
export function LinkedTradeProblem({
  query,
}: {
  query: UseQueryResult<Outputs["pipeline"]["tradeCards"], unknown>;
}) {
  if (query.error) {
    const { message, requestId } = refusalOf(query.error);
    return (
      <Notice title="The trade could not be loaded" requestId={requestId} className="mx-4 mb-3 lg:mx-6">
        {message}
      </Notice>
    );
  }
  if (query.data?.totalRows !== 0) return null;
  return (
    <Notice title="There is no such trade" className="mx-4 mb-3 lg:mx-6">
      The link may be mistyped, or the trade may belong to another tenant. These are the trades that there
      are.
    </Notice>
  );
}
