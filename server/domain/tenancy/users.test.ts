import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeControlDatabase, controlPool } from "../../../db/control/client.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { readSession, startSession } from "../../auth/sessions.ts";
import { signInWithPassword } from "../../auth/sign-in.ts";
import { changeMembership, createUser, disableUser, enableUser, setRole } from "./users.ts";

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
  expect(first).toMatchObject({ email, role: "operator", created: true, shutOut: null });
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

test("P6.3 who was shut out everywhere may sign in again once that is taken back, and old sessions stay ended", async () => {
  const email = someone();
  const request = { tenantId: tenant.id, email, password: PASSWORD, role: "operator" } as const;
  const { userId } = await createUser(request, CHANGE);
  const session = await startSession(userId, tenant.id, NOW);
  const signIn = () => signInWithPassword({ email, password: PASSWORD }, "192.0.2.81", NOW);
  await disableUser(email, CHANGE);
  expect([await signIn(), (await createUser(request, CHANGE)).shutOut]).toEqual([null, "everywhere"]);
  expect(await enableUser(email.toUpperCase(), CHANGE)).toEqual({ email, enabled: true });
  expect(await enableUser(email, CHANGE)).toEqual({ email, enabled: false });
  expect(await signIn()).toMatchObject({ userId, tenantId: tenant.id });
  expect(await readSession(session, NOW)).toBeNull();
  expect((await createUser(request, CHANGE)).shutOut).toBeNull();
  expect((await logged(email)).filter((line) => line.includes("abled"))).toEqual([
    "admin@desk.test: user disabled",
    "admin@desk.test: user enabled",
  ]);
});

test("P6.3 who is shut out of one tenant stays so when all are opened again, and making them once more says so", async () => {
  const email = someone();
  const request = { tenantId: tenant.id, email, password: PASSWORD, role: "operator" } as const;
  const { userId } = await createUser(request, CHANGE);
  await changeMembership(tenant.id, { userId, mayEnter: false }, CHANGE);
  expect((await createUser(request, CHANGE)).shutOut).toBe("here");
  await disableUser(email, CHANGE);
  await enableUser(email, CHANGE);
  expect((await createUser(request, CHANGE)).shutOut).toBe("here");
  expect((await createUser({ ...request, tenantId: other.id }, CHANGE)).shutOut).toBeNull();
});

test("P6.3 nobody is changed who is not there", async () => {
  const email = someone();
  await expect(disableUser(email, CHANGE)).rejects.toThrow(`There is no user ${email}.`);
  await expect(enableUser(email, CHANGE)).rejects.toThrow(`There is no user ${email}.`);
  await expect(setRole({ tenantId: tenant.id, email, role: "admin" }, CHANGE)).rejects.toThrow(
    "There is no user",
  );
});
