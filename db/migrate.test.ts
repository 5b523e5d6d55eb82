import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPool } from "./connect.ts";
import { type Deployment, deploymentFrom } from "./deployment.ts";
import { createDatabase, migrateControl } from "./migrate.ts";

/** A deployment of its own on the tests' server: its role may change and be locked out. */
const name = `m_${randomBytes(5).toString("hex")}`;

function deployment(secret: string): Deployment {
  const url = new URL(process.env.DATABASE_URL ?? "");
  url.pathname = `/${name}`;
  return deploymentFrom({ DATABASE_URL: url.href, AUTH_SECRET: secret.repeat(40) });
}

async function ask<Row>(url: string, statement: string): Promise<Row[]> {
  const pool = openPool(url, { max: 1 });
  try {
    return (await pool.query<Row & object>(statement)).rows as Row[];
  } finally {
    await pool.end();
  }
}

const ours = deployment("a");
const other = deployment("b");
const signIn = (as: Deployment) => ask(as.appUrl(), "select 1");

beforeAll(async () => {
  await ask(deploymentFrom(process.env).ownerUrl(), `create database ${name}`);
  await migrateControl(ours);
});

afterAll(async () => {
  const owner = deploymentFrom(process.env).ownerUrl();
  await ask(owner, `drop database if exists ${name}_t_x with (force)`);
  await ask(owner, `drop database ${name} with (force)`);
  await ask(owner, `drop role ${ours.appRole}`);
});

describe("the app's role", () => {
  test("another secret is refused while nobody is connected, and the right one goes on signing in", async () => {
    await migrateControl(ours);
    await expect(migrateControl(other)).rejects.toThrow(
      /^AUTH_SECRET is not the one .* secret adopt[^.]*\.$/,
    );
    await signIn(ours);
  });

  test("another secret is adopted on purpose only, and then is the one", async () => {
    await migrateControl(other, { adoptSecret: true });
    await signIn(other);
    await expect(migrateControl(ours)).rejects.toThrow(/secret adopt/);
    await migrateControl(ours, { adoptSecret: true });
    await signIn(ours);
  });

  test("nothing of the app waits or runs for ever, and what an operator set stays", async () => {
    const settings = `select name, setting from pg_settings
      where name in ('idle_in_transaction_session_timeout', 'lock_timeout', 'statement_timeout') order by name`;
    const setting = async () =>
      (await ask<{ setting: string }>(ours.appUrl(), settings)).map((row) => Number(row.setting) / 1000);
    expect(await setting()).toEqual([60, 15, 300]);
    expect((await ask<{ setting: string }>(ours.ownerUrl(), settings)).map((row) => row.setting)).toEqual([
      "0",
      "0",
      "0",
    ]);
    await ask(ours.ownerUrl(), `alter role ${ours.appRole} set statement_timeout = '9min'`);
    await migrateControl(ours);
    expect(await setting()).toEqual([60, 15, 540]);
  });
});

/** Also run on servers made with another locale: PSSAAS_TEST_DATABASE_URL. */
test("a database of ours sorts by code point and knows letters, whatever the server was made with", async () => {
  await createDatabase(ours, `${name}_t_x`);
  await ask(ours.ownerUrl(`${name}_t_x`), "create extension pg_trgm");
  const [row] = await ask(
    ours.ownerUrl(`${name}_t_x`),
    `select lower('NÚÑEZ') = 'núñez' as lower, 'NÚÑEZ' ilike '%úñ%' as ilike,
      show_trgm('NÚÑEZ') = show_trgm('núñez') and cardinality(show_trgm('NÚÑEZ')) = 6 as trigrams,
      (select array_agg(code order by code) from unnest(array['a-1', 'B2', '_c', 'a1', 'Á', 'b']) code) as codes`,
  );
  expect(row).toEqual({
    lower: true,
    ilike: true,
    trigrams: true,
    codes: ["B2", "_c", "a-1", "a1", "b", "Á"],
  });
});
