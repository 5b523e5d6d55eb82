import { sql } from "drizzle-orm";
import { rowsOf } from "../../db/connect.ts";
import type { Context } from "../../server/domain/context.ts";
import type { Command } from "../command.ts";
import { seedLoans } from "../demo/seed-loans.ts";
import { withDeployment } from "../environment.ts";
import { tenantContext } from "../tenant-context.ts";

const MOST_LOANS = 1_000_000;
const DEFAULT_LOANS = 400;

export const command: Command = {
  summary: "Adds invented trades with months of history to a tenant, for trying things out.",
  options: {
    tenant: { value: "slug", description: "the tenant", required: true },
    loans: { value: "count", description: `how many loans (default ${DEFAULT_LOANS})` },
  },
  async run(args) {
    const loans = args.wholeNumber("loans", [1, MOST_LOANS]) ?? DEFAULT_LOANS;
    const slug = args.text("tenant");
    const made = await withDeployment(async () => {
      const ctx = await tenantContext(slug);
      return seedLoans(ctx, { loans, firstTrade: await nextTradeNumber(ctx), now: new Date() });
    });
    return {
      result: made,
      text: `Added ${made.loans.toLocaleString("en-US")} loans in ${made.trades} trades to ${slug}.`,
    };
  },
};

/** Above every number that the demo has used in this tenant. */
async function nextTradeNumber(ctx: Context): Promise<number> {
  const [row] = await rowsOf<{ highest: number | null }>(
    ctx.db,
    sql`select max(substring(exchange_trade_id from '^PSX-\\d{4}-(\\d{1,8})$')::int) as highest from pipeline_trade`,
  );
  return Math.max(10_000, row?.highest ?? 0) + 1;
}
