import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeControlDatabase } from "../../../db/control/client.ts";
import { closeTenants, openTenant } from "../../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { contextForIdentity } from "../../api/context.ts";
import { changeStatuses } from "../pipeline/change-statuses.ts";
import { previewCalendar } from "../pipeline/preview-calendar.ts";
import { summarizeLoans } from "../pipeline/summarize-loans.ts";
import { buyLoans } from "../pipeline/testing-trades.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { listAccess } from "./list-access.ts";
import { getCalendar, saveCalendar, type TenantCalendar } from "./tenant-calendar.ts";
import { requireTenant } from "./tenant-rows.ts";
import { listTimeZones } from "./time-zones.ts";
import { verifyAudit } from "./verify-audit.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ timeZone: "America/New_York" });
  // 22:30 on Monday in Los Angeles, 01:30 on Tuesday in New York.
  tenant.clock.now = new Date("2026-03-03T06:30:00Z");
  await buyLoans(tenant.as("exchange"), "T-NIGHT", 6);
});
afterAll(async () => {
  await Promise.all([tenant.close(), closeTenants()]);
  await closeControlDatabase();
});

const admin = () => tenant.as("admin", "zoe@desk.test");
/** As the settings do: with the calendar that is there. */
const change = async (ctx: ReturnType<typeof admin>, wanted: TenantCalendar) =>
  saveCalendar(ctx, { ...wanted, seen: await getCalendar(ctx) });
const clean = async () => expect((await verifyAudit(tenant.owner)).violations).toEqual([]);

/** As a request would see the tenant now: by its row, through this process's own connection. */
async function requestContext() {
  const { tenantId, slug, databaseName, settingsVersion } = await requireTenant(tenant.slug);
  const identity = { kind: "client", name: "x", role: "admin" } as const;
  return contextForIdentity(
    { ...identity, tenantId, slug, databaseName, settingsVersion },
    () => tenant.clock.now,
  );
}

const daysOfPurchased = async () => {
  const { statusBreakdown } = await summarizeLoans(await requestContext(), {});
  return statusBreakdown.find(({ status }) => status === "purchased")?.averageDaysInStatus;
};

describe("P3.5 the tenant's calendar", () => {
  it("moves today and the ages with the next request, keeps the rollup true, and is written down", async () => {
    // Wednesday 01:30 in New York: two business days after Monday's evening there, which was Tuesday.
    tenant.clock.now = new Date("2026-03-04T06:30:00Z");
    expect((await requestContext()).tenant.timeZone).toBe("America/New_York");
    expect(await daysOfPurchased()).toBe("1.0");
    tenant.clock.now = new Date("2026-03-04T12:00:00Z");
    await change(admin(), { timeZone: "America/Los_Angeles", holidayCalendar: "us-federal" });
    expect((await requestContext()).tenant).toMatchObject({
      timeZone: "America/Los_Angeles",
      holidayCalendar: "us-federal",
    });
    // Wednesday 04:00 in Los Angeles, and the loans came on Monday there.
    expect(await daysOfPurchased()).toBe("2.0");
    await clean();
    const { entries } = await listAccess(admin(), { search: "zoe@" });
    expect(entries).toMatchObject([
      {
        actor: "zoe@desk.test",
        action: "calendar changed",
        details: {
          timeZoneFrom: "America/New_York",
          timeZoneTo: "America/Los_Angeles",
          holidaysFrom: "none",
          holidaysTo: "us-federal",
        },
      },
    ]);
  });

  it("an older request that comes late does not bring the older calendar back", async () => {
    const before = await requireTenant(tenant.slug);
    await change(admin(), { timeZone: "America/Chicago", holidayCalendar: null });
    expect((await requestContext()).tenant.timeZone).toBe("America/Chicago");
    const late = await openTenant(before.tenantId, before.databaseName, before.settingsVersion);
    expect(late.timeZone).toBe("America/Chicago");
  });

  it("changed while loans move: nothing deadlocks, nothing is lost, and the rollup is a recount", async () => {
    const ids = await buyLoans(tenant.as("exchange"), "T-MOVING", 40);
    const zones = ["America/New_York", "Pacific/Honolulu", "UTC", "Asia/Tokyo"];
    const moves = ids.map((id) =>
      changeStatuses(tenant.as("operator"), { loanIds: [id], newStatus: "in_transit", notes: "on its way" }),
    );
    const changes = async () => {
      for (const timeZone of zones) await change(admin(), { timeZone, holidayCalendar: null });
    };
    const changed = changes();
    const bought = buyLoans(tenant.as("exchange"), "T-MEANWHILE", 30);
    const results = await Promise.all(moves);
    await Promise.all([changed, bought]);
    expect(results.every(({ successful }) => successful === 1)).toBe(true);
    expect(zones).toContain((await getCalendar(admin())).timeZone);
    await clean();
  });

  it("is looked at before it is changed: how many loans become overdue, and how many cease to be", async () => {
    const own = await testTenant({ timeZone: "America/New_York" });
    own.clock.now = new Date("2026-01-15T17:00:00Z"); // Thursday
    await buyLoans(own.as("exchange"), "T-OLD", 3);
    const ctx = own.as("admin", "ruth@desk.test");
    const threshold = (
      await own.owner.query(
        "select aging_threshold_days as days from pipeline_status_config where status_code = 'purchased'",
      )
    ).rows[0].days;
    expect(threshold).toBe(2);
    own.clock.now = new Date("2026-01-20T17:00:00Z"); // three business days on, two without Martin Luther King's
    const preview = (calendar: object) => previewCalendar(ctx, { timeZone: "America/New_York", ...calendar });
    expect(await preview({ holidayCalendar: null })).toEqual({
      today: "2026-01-20",
      becomeOverdue: 0,
      ceaseToBeOverdue: 0,
    });
    expect(await preview({ holidayCalendar: "us-federal" })).toMatchObject({ ceaseToBeOverdue: 3 });
    expect(await preview({ holidayCalendar: null, timeZone: "Asia/Tokyo" })).toMatchObject({
      today: "2026-01-21",
    });
    await change(ctx, { timeZone: "America/New_York", holidayCalendar: "us-federal" });
    const federal = { ...ctx, tenant: { ...ctx.tenant, holidayCalendar: "us-federal" as const } };
    expect(
      await previewCalendar(federal, { timeZone: "America/New_York", holidayCalendar: null }),
    ).toMatchObject({ becomeOverdue: 3, ceaseToBeOverdue: 0 });
    await own.close();
  });

  it("what somebody else has changed since it was looked at is a conflict that tells it, and is not brought back", async () => {
    const seen = await getCalendar(admin());
    const theirs = { ...seen, holidayCalendar: seen.holidayCalendar ? null : ("us-federal" as const) };
    await saveCalendar(admin(), { ...theirs, seen });
    const { settingsVersion } = await requireTenant(tenant.slug);
    const refusal = await refusalOf(saveCalendar(admin(), { ...seen, timeZone: "Asia/Tokyo", seen }));
    expect(refusal).toMatchObject({ code: "CONFLICT", facts: { current: theirs } });
    expect(refusal.message).toContain(theirs.timeZone);
    expect(await getCalendar(admin())).toEqual(theirs);
    expect((await requireTenant(tenant.slug)).settingsVersion).toBe(settingsVersion);
    // Who asks for what is there already is not refused: the first of two identical calls may have been lost.
    expect(await saveCalendar(admin(), { ...theirs, seen })).toEqual(theirs);
    expect(await refusedFields(saveCalendar(admin(), theirs))).toEqual(["seen"]);
  });

  it.each([
    [{ timeZone: "EST", holidayCalendar: null }, "timeZone"],
    [{ timeZone: "America/Nowhere", holidayCalendar: null }, "timeZone"],
    [{ timeZone: "Mars/Base", holidayCalendar: null }, "timeZone"],
    [{ timeZone: "UTC", holidayCalendar: "uk" }, "holidayCalendar"],
    [{ timeZone: "UTC" }, "holidayCalendar"],
  ])("%j is refused by its field, and nothing changes", async (input, field) => {
    const before = await getCalendar(admin());
    const { settingsVersion } = await requireTenant(tenant.slug);
    expect(await refusedFields(saveCalendar(admin(), { ...input, seen: before }))).toEqual([field]);
    expect(await refusedFields(previewCalendar(admin(), input))).toEqual([field]);
    expect(await getCalendar(admin())).toEqual(before);
    expect((await requireTenant(tenant.slug)).settingsVersion).toBe(settingsVersion);
  });

  it("offers zones that this program and the database know", async () => {
    const zones = await listTimeZones(admin());
    expect(zones).toEqual(expect.arrayContaining(["America/New_York", "America/Phoenix", "UTC"]));
    expect(zones.filter((zone) => /^(posix|right|Etc)/.test(zone))).toEqual([]);
  });

  it("P6.3 is an administrator's, and the app's role may change it in no other way", async () => {
    const operator = tenant.as("operator");
    const calendar = { timeZone: "UTC", holidayCalendar: null };
    for (const work of [
      () => getCalendar(operator),
      () => saveCalendar(operator, { ...calendar, seen: calendar }),
      () => previewCalendar(operator, calendar),
      () => listTimeZones(operator),
    ])
      expect((await refusalOf(work())).code).toBe("FORBIDDEN");
    for (const statement of [
      "update tenant_identity set time_zone = 'UTC'",
      "update tenant_identity set tenant_id = gen_random_uuid()",
      "delete from pipeline_status_rollup",
      "insert into pipeline_status_rollup values ('purchased', '2026-01-01', 1, 1, 'exchange', 'P')",
    ])
      await expect(tenant.pool.query(statement)).rejects.toMatchObject({ code: "42501" });
  });
});
