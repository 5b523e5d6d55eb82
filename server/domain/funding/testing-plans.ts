import { PgDialect } from "drizzle-orm/pg-core";
import type { SQL } from "drizzle-orm/sql";
import type { TestTenant } from "../../../db/testing.ts";

const dialect = new PgDialect();

/** How PostgreSQL would find what a statement asks for, as text. */
export async function planOf({ owner }: Pick<TestTenant, "owner">, statement: SQL): Promise<string> {
  const { sql, params } = dialect.sqlToQuery(statement);
  const { rows } = await owner.query<{ "QUERY PLAN": string }>(`explain ${sql}`, params);
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}
