import { PgDialect } from "drizzle-orm/pg-core";
import { afterAll, expect, it } from "vitest";
import { openPool } from "../../../db/connect.ts";
import { deploymentFrom } from "../../../db/deployment.ts";
import { firstDue } from "./outbox-watch.ts";

const owner = openPool(deploymentFrom(process.env).ownerUrl(), { max: 1 });
afterAll(() => owner.end());

it("F3.10 I21 the tenants that are due are found by an index among ten thousand, also those that a wrong clock put off", async () => {
  const client = await owner.connect();
  // Nobody else sees them, and no worker takes them.
  await client.query("begin");
  await client.query(`
    insert into tenant (tenant_id, slug, name, database_name, is_ready, created_at)
      select gen_random_uuid(), 'many-' || n, 'Many', 'many_' || n, true, now() from generate_series(1, 10000) n;
    insert into outbox_watch (tenant_id, marked_at, due_at)
      select tenant_id, now(), case substr(slug, 6)::int % 3 when 0 then now() + interval '1 hour' when 1 then now() + interval '1 minute' end
      from tenant where slug like 'many-%';
    analyze outbox_watch`);
  const { sql, params } = new PgDialect().sqlToQuery(firstDue(new Date(), 4, []));
  const { rows } = await client.query<{ "QUERY PLAN": string }>(`explain ${sql}`, params);
  await client.query("rollback");
  client.release();
  const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
  expect(plan.match(/Index Scan on outbox_watch_due/g), plan).toHaveLength(2);
  expect(plan).not.toContain("Seq Scan");
});
