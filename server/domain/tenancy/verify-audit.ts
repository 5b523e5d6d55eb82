import type pg from "pg";
import { reasonOf, sqlState } from "../../../db/connect.ts";
import { AUDIT_CHECKS, type AuditCheck } from "./audit-checks.ts";
import { type AuditViolation, MOST_EXAMPLES, violationsOf } from "./audit-violation.ts";
import { atOneMoment } from "./snapshot.ts";
import { CONTENT_RULES, verifyContents } from "./verify-contents.ts";
import { NUMBER_RULES, verifyNumbers } from "./verify-numbers.ts";
import { OBJECT_RULES, verifyObjects } from "./verify-objects.ts";
import { OUTBOX_RULES, verifyOutbox } from "./verify-outbox.ts";
import { REFERENCE_RULES, verifyReferences } from "./verify-references.ts";
import { SCHEMA_RULES, verifySchema } from "./verify-schema.ts";
import { STEP_RULES, verifySteps } from "./verify-steps.ts";

export interface AuditReport {
  /** How many rules were checked. */
  checked: number;
  violations: AuditViolation[];
}

/** What takes more than a query, as of the same moment. */
const SNAPSHOT_RULES = SCHEMA_RULES + REFERENCE_RULES + STEP_RULES + NUMBER_RULES;

/**
 * Checks every invariant of a tenant's database in one snapshot, while the product runs (reliability.md B), and then its files, by
 * their bytes, and its outbox.
 * @param pool any role that may read the tenant's tables
 * @param expected whose database it should be, the role whose rights are checked, and what time it is for the outbox; what is left out
 * is not checked
 * @throws whatever the database or the object store says when it cannot be read: then nothing is known, which is not the same as clean
 */
export async function verifyAudit(
  pool: pg.Pool,
  expected: { tenantId?: string; appRole?: string; now?: Date } = {},
): Promise<AuditReport> {
  const { tenantId, appRole, now } = expected;
  const { isChanged, violations } = await verifyRows(pool, { tenantId, appRole });
  const looks = [() => verifyObjects(pool), () => verifyContents(pool)];
  if (tenantId && now) looks.push(() => verifyOutbox(pool, tenantId, now));
  for (const look of looks) violations.push(...(await lookedInto(look, isChanged)));
  const checked = AUDIT_CHECKS.length + SNAPSHOT_RULES + OBJECT_RULES + CONTENT_RULES;
  return { checked: tenantId && now ? checked + OUTBOX_RULES : checked, violations };
}

function verifyRows(
  pool: pg.Pool,
  { tenantId = null, appRole = null }: { tenantId?: string | null; appRole?: string | null },
): Promise<{ isChanged: boolean; violations: AuditViolation[] }> {
  return atOneMoment(pool, async (client) => {
    const violations = await verifySchema(client);
    const isChanged = violations.length > 0;
    const looks = [
      ...AUDIT_CHECKS.map((check) => () => runCheck(client, check, [appRole, tenantId])),
      ...[verifyReferences, verifySteps, verifyNumbers].map((verify) => () => verify(client)),
    ];
    for (const look of looks) {
      // What fails would end the snapshot; everything only reads, so that nothing is lost by going back.
      await client.query("savepoint rule");
      violations.push(...(await lookedInto(look, isChanged)));
      await client.query("rollback to savepoint rule");
    }
    return { isChanged, violations };
  });
}

/** Of a query: that a table, a column or a function is not there, is another, or is not grouped by. That reading is not allowed is none. */
const DOES_NOT_FIT = /^42(?!501)/;

/**
 * What a rule finds. Where the schema was changed, a rule that can be looked at no more for it is no reason to say that nobody knows.
 * @param isChanged that is told already
 */
async function lookedInto(
  look: () => Promise<AuditViolation[]>,
  isChanged: boolean,
): Promise<AuditViolation[]> {
  try {
    return await look();
  } catch (error) {
    if (!isChanged || !DOES_NOT_FIT.test(sqlState(error) ?? "")) throw error;
    return violationsOf("I20", "Every rule can be looked at.", [{ problem: reasonOf(error) }]);
  }
}

async function runCheck(
  client: pg.PoolClient,
  { invariant, rule, query }: AuditCheck,
  [appRole, tenantId]: [string | null, string | null],
): Promise<AuditViolation[]> {
  const { rows } = await client.query<{ total: number; examples: Record<string, unknown>[] }>(
    `with given(role, tenant) as (select $1::text, $2::text), broken as materialized (${query})
     select (select count(*)::int from broken) as total,
       (select coalesce(jsonb_agg(e), '[]') from (select * from broken limit ${MOST_EXAMPLES}) e) as examples
     from given`,
    [appRole, tenantId],
  );
  const [row] = rows;
  return violationsOf(invariant, rule, row?.examples ?? [], row?.total);
}
