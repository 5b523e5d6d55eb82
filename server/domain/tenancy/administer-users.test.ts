import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeControlDatabase, controlPool } from "../../../db/control/client.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { readSession, startSession } from "../../auth/sessions.ts";
import { signInWithPassword } from "../../auth/sign-in.ts";
import { someAddress, type TestPerson, testPerson } from "../../auth/testing.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import {
  addUser,
  changeUserAccess,
  changeUserRole,
  endUserSessions,
  listUsers,
  renewPassPhrase,
} from "./administer-users.ts";
import { listAccess } from "./list-access.ts";
import { createUser } from "./users.ts";

let tenant: TestTenant;
let other: TestTenant;
let anna: TestPerson;
let ben: TestPerson;

beforeAll(async () => {
  [tenant, other] = await Promise.all([testTenant(), testTenant()]);
  anna = await testPerson({ roles: { [tenant.id]: "admin" } });
  ben = await testPerson({ roles: { [tenant.id]: "admin" } });
});
afterAll(async () => {
  await Promise.all([tenant.close(), other.close()]);
  await closeControlDatabase();
});

const as = (person: TestPerson) => tenant.as("admin", person.email);
const someone = () => `u-${randomBytes(5).toString("hex")}@desk.test`;
const newcomer = () => ({ email: someone(), name: "New Comer", role: "operator" });
const codeOf = async (work: Promise<unknown>) => (await refusalOf(work)).code;
const userOf = async (email: string) => (await listUsers(as(anna))).find((one) => one.email === email);
const signIn = (email: string, password: string) =>
  signInWithPassword({ email, password }, someAddress(), tenant.clock.now);

describe("P6.3 P6.4 the people of a tenant", () => {
  it("a newcomer comes in with the pass phrase that was shown, and is in the list and in the log", async () => {
    const { email, passPhrase } = await addUser(as(anna), newcomer());
    expect(passPhrase).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    expect(await userOf(email)).toMatchObject({
      role: "operator",
      lastSignInAt: null,
      belongsElsewhere: false,
    });
    expect(await signIn(email, passPhrase)).toMatchObject({ email, tenantId: tenant.id });
    const { entries } = await listAccess(as(anna), { search: email, kind: "changes" });
    expect(entries).toMatchObject([{ actor: anna.email, action: "user created", subject: email }]);
    expect(JSON.stringify(entries)).not.toContain(passPhrase);
  });

  it("an address that is known, here or elsewhere, is refused, and nobody gets in by it", async () => {
    const stranger = await testPerson({ roles: { [other.id]: "operator" } });
    const before = (await listUsers(as(anna))).length;
    for (const email of [stranger.email, stranger.email.toUpperCase(), ben.email])
      expect(await codeOf(addUser(as(anna), { ...newcomer(), email }))).toBe("CONFLICT");
    expect((await listUsers(as(anna))).length).toBe(before);
    expect(await signIn(stranger.email, stranger.password)).toMatchObject({ tenantId: other.id });
  });

  it("a wrong input is named by its field", async () => {
    expect(await refusedFields(addUser(as(anna), { email: "a b", name: " ", role: "owner" }))).toEqual([
      "email",
      "name",
      "role",
    ]);
    expect(await refusedFields(changeUserRole(as(anna), { userId: "7", role: "admin" }))).toEqual(["userId"]);
  });

  it("a role counts from the next request on", async () => {
    const { userId } = await addUser(as(anna), newcomer());
    const session = await startSession(userId, tenant.id, tenant.clock.now);
    await changeUserRole(as(anna), { userId, role: "admin" });
    expect(await readSession(session, tenant.clock.now)).toMatchObject({ role: "admin" });
    await changeUserRole(as(ben), { userId, role: "operator" });
    expect(await readSession(session, tenant.clock.now)).toMatchObject({ role: "operator" });
  });

  it("who is shut out of one tenant is out of it at once, and of no other", async () => {
    const both = await testPerson({ roles: { [tenant.id]: "operator", [other.id]: "operator" } });
    const here = await startSession(both.userId, tenant.id, tenant.clock.now);
    const there = await startSession(both.userId, other.id, tenant.clock.now);
    await changeUserAccess(as(anna), { userId: both.userId, mayEnter: false });
    expect(await readSession(here, tenant.clock.now)).toBeNull();
    expect(await readSession(there, tenant.clock.now)).not.toBeNull();
    expect(await signIn(both.email, both.password)).toMatchObject({ tenantId: other.id });
    expect((await userOf(both.email))?.disabledAt).not.toBeNull();
    await changeUserAccess(as(anna), { userId: both.userId, mayEnter: true });
    expect(await readSession(here, tenant.clock.now)).toBeNull(); // what has ended stays ended
    expect((await userOf(both.email))?.disabledAt).toBeNull();
  });

  it("sessions in this tenant end, others do not", async () => {
    const both = await testPerson({ roles: { [tenant.id]: "operator", [other.id]: "operator" } });
    const here = await startSession(both.userId, tenant.id, tenant.clock.now);
    const there = await startSession(both.userId, other.id, tenant.clock.now);
    expect(await userOf(both.email)).toMatchObject({ openSessions: 1, belongsElsewhere: true });
    expect(await endUserSessions(as(anna), { userId: both.userId })).toEqual({ ended: 1 });
    expect(await endUserSessions(as(anna), { userId: both.userId })).toEqual({ ended: 0 });
    expect(await readSession(here, tenant.clock.now)).toBeNull();
    expect(await readSession(there, tenant.clock.now)).not.toBeNull();
  });

  it("a new pass phrase takes the place of the old one and ends sessions; not for who belongs elsewhere", async () => {
    const { userId, email, passPhrase: old } = await addUser(as(anna), newcomer());
    const session = await startSession(userId, tenant.id, tenant.clock.now);
    const { passPhrase } = await renewPassPhrase(as(anna), { userId });
    expect(await readSession(session, tenant.clock.now)).toBeNull();
    expect(await signIn(email, old)).toBeNull();
    expect(await signIn(email, passPhrase)).not.toBeNull();
    const change = { by: "system/command-line", now: tenant.clock.now };
    await createUser({ tenantId: other.id, email, password: "not looked at", role: "admin" }, change);
    expect(await codeOf(renewPassPhrase(as(anna), { userId }))).toBe("CONFLICT");
    expect(await signIn(email, passPhrase)).not.toBeNull();
  });

  it("somebody of another tenant only is nobody here", async () => {
    const stranger = await testPerson({ roles: { [other.id]: "operator" } });
    const session = await startSession(stranger.userId, other.id, tenant.clock.now);
    const { userId } = stranger;
    for (const work of [
      () => changeUserRole(as(anna), { userId, role: "admin" }),
      () => changeUserAccess(as(anna), { userId, mayEnter: false }),
      () => renewPassPhrase(as(anna), { userId }),
      () => endUserSessions(as(anna), { userId }),
    ])
      expect(await codeOf(work())).toBe("NOT_FOUND");
    expect(await readSession(session, tenant.clock.now)).toMatchObject({ role: "operator" });
    expect(await signIn(stranger.email, stranger.password)).not.toBeNull();
  });
});

describe("P6.3 the last administrator", () => {
  it("nobody takes their own administration away", async () => {
    const own = { userId: anna.userId };
    expect(await codeOf(changeUserRole(as(anna), { ...own, role: "operator" }))).toBe("OWN_ACCESS");
    expect(await codeOf(changeUserAccess(as(anna), { ...own, mayEnter: false }))).toBe("OWN_ACCESS");
  });

  it("who has been demoted since the request came adds nobody", async () => {
    const cara = await testPerson({ roles: { [tenant.id]: "admin" } });
    const asked = as(cara);
    await changeUserRole(as(anna), { userId: cara.userId, role: "operator" });
    const wanted = newcomer();
    expect(await codeOf(addUser(asked, wanted))).toBe("FORBIDDEN");
    expect(await userOf(wanted.email)).toBeUndefined();
  });

  it("what changes nothing is not in the log", async () => {
    const quiet = await testPerson({ roles: { [tenant.id]: "operator" } });
    await changeUserAccess(as(anna), { userId: quiet.userId, mayEnter: true });
    await changeUserRole(as(anna), { userId: quiet.userId, role: "operator" });
    expect((await listAccess(as(anna), { search: quiet.email, kind: "changes" })).entries).toEqual([]);
  });

  it("two administrators who demote each other at once: one does, and one is left, in every of 20 races", async () => {
    for (let race = 0; race < 20; race += 1) {
      const place = await registered();
      const pair = [
        await testPerson({ roles: { [place.id]: "admin" } }),
        await testPerson({ roles: { [place.id]: "admin" } }),
      ] as const;
      const demote = (by: TestPerson, whom: TestPerson) => {
        const base = tenant.as("admin", by.email);
        const ctx = { ...base, tenant: { ...base.tenant, id: place.id, slug: place.slug } };
        return race % 2
          ? changeUserRole(ctx, { userId: whom.userId, role: "operator" })
          : changeUserAccess(ctx, { userId: whom.userId, mayEnter: false });
      };
      const outcomes = await Promise.allSettled([demote(pair[0], pair[1]), demote(pair[1], pair[0])]);
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      const refused = outcomes.find((one) => one.status === "rejected");
      expect(refused?.reason).toMatchObject({ refusal: { code: "FORBIDDEN" } });
      const { rows } = await controlPool().query(
        "select 1 from membership where tenant_id = $1 and role = 'admin' and disabled_at is null",
        [place.id],
      );
      expect(rows).toHaveLength(1);
    }
  });

  /** A tenant's row alone: nothing here needs its database. */
  async function registered(): Promise<{ id: string; slug: string }> {
    const slug = `r-${randomBytes(5).toString("hex")}`;
    const { rows } = await controlPool().query<{ id: string }>(
      `insert into tenant (tenant_id, slug, name, database_name, is_ready, created_at)
       values (gen_random_uuid(), $1, $1, $1, true, now()) returning tenant_id as id`,
      [slug],
    );
    return { id: rows[0]?.id ?? "", slug };
  }
});

describe("P6.3 an operator", () => {
  it("is refused by every verb", async () => {
    const ctx = tenant.as("operator");
    const one = { userId: anna.userId };
    for (const work of [
      () => listUsers(ctx),
      () => addUser(ctx, newcomer()),
      () => changeUserRole(ctx, { ...one, role: "operator" }),
      () => changeUserAccess(ctx, { ...one, mayEnter: false }),
      () => renewPassPhrase(ctx, one),
      () => endUserSessions(ctx, one),
      () => listAccess(ctx, {}),
    ])
      expect(await codeOf(work())).toBe("FORBIDDEN");
  });
});

describe("P6.3 the access log", () => {
  it("is read by person, kind and day, newest first, and shows one tenant's entries only", async () => {
    const { email, passPhrase } = await addUser(as(anna), newcomer());
    await signIn(email, passPhrase);
    await signIn(email, "wrong wrong wrong");
    const of = async (input: object) =>
      (await listAccess(as(anna), { search: email, ...input })).entries.map(({ action }) => action);
    expect((await of({})).sort()).toEqual(["sign-in", "user created"]);
    expect(await of({ kind: "sign-ins" })).toEqual(["sign-in"]);
    expect(await of({ kind: "changes" })).toEqual(["user created"]);
    expect(await of({ from: "2026-03-04", to: "2026-03-04" })).toHaveLength(2);
    expect(await of({ from: "2026-03-05" })).toEqual([]);
    expect(await of({ to: "2026-03-03" })).toEqual([]);
    expect((await listAccess(as(anna), { search: "%" })).totalRows).toBe(0);
    expect((await listAccess(other.as("admin"), { search: email })).totalRows).toBe(0);
    const paged = await listAccess(as(anna), { page: 2, pageSize: 1 });
    expect(paged.entries).toHaveLength(1);
    expect(await refusedFields(listAccess(as(anna), { kind: "all", page: 0 }))).toEqual(["page", "kind"]);
  });

  it.each(["a\u0000b", "\u0000", "x".repeat(255)])(
    "A8 what cannot be searched for is refused by name: %j",
    async (search) => {
      expect(await refusedFields(listAccess(as(anna), { search }))).toEqual(["search"]);
    },
  );
});
