import { desc, eq, getTableColumns, sql } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { fundingOperator } from "../../../db/tenant/schema/funding-steps.ts";
import { DEFAULT_FEE_PERCENT } from "./model/invoice.ts";

/** An operator's terms (F4.1, F6.3), with who set them and when. */
export interface OperatorTerms {
  operator: string;
  /** 0 while nobody has set any: then the defaults count. */
  version: number;
  displayName: string | null;
  feePercent: string;
  affiliateLink: string | null;
  createdAt: string | null;
  createdBy: string | null;
}

const { logNo: _l, ...TERMS } = getTableColumns(fundingOperator);

/** The terms in force; the defaults for an operator of whom nothing was entered. */
export async function readOperator(db: Database, operator: string): Promise<OperatorTerms> {
  const [row] = await db
    .select(TERMS)
    .from(fundingOperator)
    .where(eq(fundingOperator.operator, operator))
    .orderBy(desc(fundingOperator.version))
    .limit(1);
  if (row) return row;
  const none = { displayName: null, affiliateLink: null, createdAt: null, createdBy: null };
  return { operator, version: 0, feePercent: `${DEFAULT_FEE_PERCENT}.0000`, ...none };
}

/** The terms in force, which nobody else replaces until the transaction ends. */
export async function holdOperator(tx: Database, operator: string): Promise<OperatorTerms> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`funding operator ${operator}`}, 0))`);
  return readOperator(tx, operator);
}
