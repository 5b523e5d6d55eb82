import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeControlDatabase } from "../../db/control/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { endSession, readSession, startSession } from "./sessions.ts";
import { changeRole, disable, testPerson } from "./testing.ts";

const now = new Date("2026-03-04T15:00:00Z");
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

let one: TestTenant;
let other: TestTenant;
beforeAll(async () => {
  one = await testTenant();
  other = await testTenant();
});
afterAll(async () => {
  await Promise.all([one.close(), other.close(), closeControlDatabase()]);
});

describe("sessions", () => {
  it("P6.1 a session stands for a person in one tenant", async () => {
    const person = await testPerson({ roles: { [one.id]: "operator", [other.id]: "admin" } });
    const sessionId = await startSession(person.userId, one.id, now);
    expect(await readSession(sessionId, now)).toEqual({
      kind: "user",
      name: person.email,
      email: person.email,
      userId: person.userId,
      userName: person.name,
      role: "operator",
      tenantId: one.id,
      slug: one.slug,
      tenantName: `Tenant ${one.slug}`,
      databaseName: one.databaseName,
      settingsVersion: 1,
      sessionId,
    });
  });

  it("P6.4 it ends after twelve hours, however much it is used", async () => {
    const person = await testPerson({ roles: { [one.id]: "operator" } });
    const sessionId = await startSession(person.userId, one.id, now);
    expect(await readSession(sessionId, later(11.9))).not.toBeNull();
    expect(await readSession(sessionId, later(12))).toBeNull();
  });

  it("P6.4 I21 what a clock that was far ahead has opened is over once it is right, and clocks that differ a little end nothing", async () => {
    const person = await testPerson({ roles: { [one.id]: "operator" } });
    const opened = (at: Date) => startSession(person.userId, one.id, at);
    const ahead = later(100 * 365 * 24);
    const sessionId = await opened(ahead);
    expect(await readSession(sessionId, ahead)).not.toBeNull();
    expect(await readSession(sessionId, now)).toBeNull();
    const present = new Date();
    const hourAhead = new Date(present.getTime() + 3_600_000);
    expect(await readSession(await opened(hourAhead), present)).not.toBeNull();
    // Ours has fallen behind: the database's knows that it was opened today.
    expect(await readSession(await opened(present), now)).not.toBeNull();
  });

  it("P6.4 a copied session is dead after the sign-out, and other sessions live on", async () => {
    const person = await testPerson({ roles: { [one.id]: "operator" } });
    const [here, elsewhere] = [
      await startSession(person.userId, one.id, now),
      await startSession(person.userId, one.id, now),
    ];
    await endSession(here, now);
    await endSession(here, later(1));
    expect(await readSession(here, now)).toBeNull();
    expect(await readSession(elsewhere, now)).not.toBeNull();
  });

  it("P6.3 a demotion acts on the next request, and so does disabling the person", async () => {
    const person = await testPerson({ roles: { [one.id]: "admin" } });
    const sessionId = await startSession(person.userId, one.id, now);
    await changeRole(person.userId, "operator");
    expect((await readSession(sessionId, now))?.role).toBe("operator");
    await disable(person.userId);
    expect(await readSession(sessionId, now)).toBeNull();
  });

  it("P6.1 a session in a tenant that the person does not belong to is nobody's", async () => {
    const person = await testPerson({ roles: { [one.id]: "admin" } });
    expect(await readSession(await startSession(person.userId, other.id, now), now)).toBeNull();
    expect(await readSession("not a uuid", now)).toBeNull();
  });
});
