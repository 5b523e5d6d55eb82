import type pg from "pg";
import { AUDIT_CHECKS, type AuditCheck } from "./audit-checks.ts";
import { OBJECT_RULES, verifyObjects } from "./verify-objects.ts";

export interface AuditViolation {
  invariant: string;
  /** The rule that is broken, in a sentence. */
  rule: string;
  count: number;
  /** The first few rows that break it. */
  examples: Record<string, unknown>[];
}

export interface AuditReport {
  /** How many rules were checked. */
  checked: number;
  violations: AuditViolation[];
}

const MOST_EXAMPLES = 5;

/**
 * Checks every invariant of a tenant's database in one snapshot, while the product runs (reliability.md B), and then the objects
 * of its files.
 * @param pool any role that may read the tenant's tables
 * @param expected whose database it should be, and the role whose rights are checked; left out, those parts are skipped
 * @throws whatever the database or the object store says when it cannot be read: then nothing is known, which is not the same as clean
 */
export async function verifyAudit(
  pool: pg.Pool,
  expected: { tenantId?: string; appRole?: string } = {},
): Promise<AuditReport> {
  const violations = await verifyRows(pool, expected);
  violations.push(...(await verifyObjects(pool)));
  return { checked: AUDIT_CHECKS.length + OBJECT_RULES, violations };
}

async function verifyRows(
  pool: pg.Pool,
  expected: { tenantId?: string; appRole?: string },
): Promise<AuditViolation[]> {
  const client = await pool.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    // Checking a large tenant's every entry takes as long as it takes.
    await client.query("set local statement_timeout = 0");
    const violations: AuditViolation[] = [];
    for (const check of AUDIT_CHECKS) {
      const violation = await runCheck(client, check, [expected.appRole ?? null, expected.tenantId ?? null]);
      if (violation) violations.push(violation);
    }
    await client.query("commit");
    return violations;
  } finally {
    // The transaction only read; a client in the middle of a failed one is not given back.
    client.release(true);
  }
}

async function runCheck(
  client: pg.PoolClient,
  { invariant, rule, query }: AuditCheck,
  [appRole, tenantId]: [string | null, string | null],
): Promise<AuditViolation | null> {
  const { rows } = await client.query<{ total: number; examples: Record<string, unknown>[] }>(
    `with given(role, tenant) as (select $1::text, $2::text), broken as materialized (${query})
     select (select count(*)::int from broken) as total,
       (select coalesce(jsonb_agg(e), '[]') from (select * from broken limit ${MOST_EXAMPLES}) e) as examples
     from given`,
    [appRole, tenantId],
  );
  const [row] = rows;
  return row && row.total > 0 ? { invariant, rule, count: row.total, examples: row.examples } : null;
}
