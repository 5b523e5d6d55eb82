import { authorise, type Context } from "../context.ts";
import { csvLine, harmless } from "../csv.ts";
import { PATHS } from "./model/paths.ts";
import { PROCESSORS } from "./model/reconciliation.ts";
import { reconcileOperators } from "./reconcile-operators.ts";

const HEAD = [
  "operator",
  "receivedOn",
  "fileId",
  "client",
  "product",
  "compensation",
  "processedBy",
  "share",
];

/**
 * The lines of a reconciliation as CSV (RFC 4180) with a header line (F4.3). Texts that a spreadsheet would take for a formula
 * begin with an apostrophe. Administrators only.
 * @throws DomainError as for reconciling
 */
export async function exportReconciliation(ctx: Context, raw: unknown): Promise<string> {
  authorise(ctx, "funding:configure");
  const { operators } = await reconcileOperators(ctx, raw);
  const lines = operators.flatMap(({ portions }) =>
    portions.map((line) => [
      harmless(line.operator),
      line.receivedOn,
      String(line.fileId),
      harmless(line.client),
      PATHS[line.path].title,
      line.compensation,
      PROCESSORS[line.processor].title,
      line.share,
    ]),
  );
  return [HEAD, ...lines].map(csvLine).join("");
}
