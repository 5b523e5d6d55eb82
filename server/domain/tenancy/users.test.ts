import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeControlDatabase, controlPool } from "../../../db/control/client.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { readSession, startSession } from "../../auth/sessions.ts";
import { createUser, disableUser, setRole } from "./users.ts";

const NOW = new Date("2026-03-04T15:00:00Z");
const CHANGE = { by: "admin@desk.test", now: NOW };
const PASSWORD = "correct horse battery";

let tenant: TestTenant;
let other: TestTenant;

beforeAll(async () => {
  [tenant, other] = await Promise.all([testTenant(), testTenant()]);
});

afterAll(async () => {
  await Promise.all([tenant.close(), other.close()]);
  await closeControlDatabase();
});

const someone = () => `u-${randomBytes(5).toString("hex")}@desk.test`;

async function logged(email: string): Promise<string[]> {
  const { rows } = await controlPool().query<{ line: string }>(
    "select actor || ': ' || action as line from access_log where subject = $1 order by at, line",
    [email],
  );
  return rows.map((row) => row.line);
}

test("P6.3 a person is made once, whatever the case of the address, and written down", async () => {
  const email = someone();
  const first = await createUser(
    { tenantId: tenant.id, email, password: PASSWORD, role: "operator" },
    CHANGE,
  );
  const again = await createUser(
    { tenantId: tenant.id, email: email.toUpperCase(), password: "another password", role: "operator" },
    CHANGE,
  );
  expect(first).toMatchObject({ email, role: "operator", created: true });
  expect(again).toEqual({ ...first, created: false });
  expect(await logged(email)).toEqual(["admin@desk.test: user created"]);
});

test("P6.3 the same person in two tenants is one user with a role in each", async () => {
  const email = someone();
  const here = await createUser({ tenantId: tenant.id, email, password: PASSWORD, role: "operator" }, CHANGE);
  const there = await createUser({ tenantId: other.id, email, password: PASSWORD, role: "admin" }, CHANGE);
  expect(there.userId).toBe(here.userId);
  const request = { tenantId: tenant.id, email, password: PASSWORD, role: "admin" } as const;
  await expect(createUser(request, CHANGE)).rejects.toThrow(/operator of this tenant already/);
});

test("P6.3 a changed role and a disabled account count on the next request", async () => {
  const email = someone();
  const { userId } = await createUser(
    { tenantId: tenant.id, email, password: PASSWORD, role: "operator" },
    CHANGE,
  );
  const session = await startSession(userId, tenant.id, NOW);
  await setRole({ tenantId: tenant.id, email, role: "admin" }, CHANGE);
  expect(await readSession(session, NOW)).toMatchObject({ role: "admin" });
  expect(await disableUser(email, CHANGE)).toEqual({ email, disabled: true });
  expect(await disableUser(email, CHANGE)).toEqual({ email, disabled: false });
  expect(await readSession(session, NOW)).toBeNull();
  expect(await logged(email)).toEqual([
    "admin@desk.test: role changed",
    "admin@desk.test: user created",
    "admin@desk.test: user disabled",
  ]);
});

test("P6.3 nobody is changed who is not there", async () => {
  const email = someone();
  await expect(disableUser(email, CHANGE)).rejects.toThrow(`There is no user ${email}.`);
  await expect(setRole({ tenantId: tenant.id, email, role: "admin" }, CHANGE)).rejects.toThrow(
    "There is no user",
  );
});
