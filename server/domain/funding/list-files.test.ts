import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { operatorsOf } from "../../auth/testing.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { editFile } from "./edit-file.ts";
import { getFile } from "./get-file.ts";
import { listFiles } from "./list-files.ts";
import { scores, threeCards } from "./model/testing-reports.ts";
import { reviseUnderwriting } from "./revise-underwriting.ts";
import { saveOperator } from "./save-operator.ts";
import { JUDGED_AT, judged, opened, received } from "./testing-files.ts";
import { ended, fileOf, walked } from "./testing-steps.ts";

let tenant: TestTenant;
const ids: Record<string, number> = {};
beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT });
  await operatorsOf(tenant, "bob@desk.test");
  let minute = 0;
  const at = () => {
    tenant.clock.now = new Date(Date.parse(JUDGED_AT) + ++minute * 60_000);
  };
  const make = async (name: string, operator: string, report?: Record<string, unknown>, who = {}) => {
    at();
    const file = await opened(ann(), { name, operator, monthlyRevenue: null, ...who });
    ids[name] = file.fileId;
    if (report) await received(ann(), file.fileId, report);
  };
  await make("Zoë 100%", "ann@desk.test", {}, { email: "zoe@north.test", phone: "212-555-0142" });
  await make("ädam", "bob@desk.test", { scores: scores(720, 720, 720) }, { monthlyRevenue: "30000.00" });
  await make("Borderline", "bob@desk.test", { scores: scores(620, 620, 620) });
  await make("Low", "ann@desk.test", { scores: scores(500, 500, 500) });
  await make("Thin", "ann@desk.test", {
    scores: scores(620, 620, 620),
    tradelines: threeCards({ openedOn: "2025-12-01" }),
  });
  await make("new_comer", "bob@desk.test");
});
afterAll(() => tenant.close());

const ann = () => tenant.as("operator", "ann@desk.test");
const names = async (input: object) => (await listFiles(ann(), input)).files.map(({ name }) => name);

describe("F8.1 the list of files", () => {
  it("F8.1 shows who it is and where the newest run leads, what changed last first", async () => {
    const page = await listFiles(ann(), {});
    expect([page.totalRows, page.page, page.pageSize]).toEqual([6, 1, 25]);
    expect(page.files.map(({ name }) => name)).toEqual([
      "new_comer",
      "Thin",
      "Low",
      "Borderline",
      "ädam",
      "Zoë 100%",
    ]);
    const [newest, thin, , borderline, adam] = page.files;
    expect(newest?.newestRun).toBeNull();
    expect(thin?.newestRun).toMatchObject({ primaryPaths: ["parked"], parkedReason: "thin_file" });
    expect(thin?.newestRun?.parkedCallbackDate).toBeGreaterThan(Date.parse(JUDGED_AT));
    expect(borderline?.newestRun).toMatchObject({
      primaryPaths: null,
      reportStatus: "Manual Review - Borderline Score",
      representativeScore: 620,
    });
    expect(adam).toMatchObject({
      operator: "bob@desk.test",
      statedIncome: "80000.00",
      newestRun: { primaryPaths: ["term_loan", "card_funding", "established_funding"], overlays: [] },
    });
  });

  it.each<[string, object, string[]]>([
    ["a path", { path: "card_funding" }, ["Zoë 100%", "ädam"]],
    ["another", { path: "established_funding" }, ["ädam"]],
    ["declined", { path: "decline" }, ["Low"]],
    ["parked", { path: "parked" }, ["Thin"]],
    ["for a person to act first", { path: "review" }, ["Borderline"]],
    ["without a report", { path: "no_report" }, ["new_comer"]],
    ["an operator", { operator: "BOB@desk.test" }, ["ädam", "Borderline", "new_comer"]],
    ["an operator on a path", { operator: "ann@desk.test", path: "card_funding" }, ["Zoë 100%"]],
    ["an operator who has none", { operator: "eve@desk.test" }, []],
    ["a part of a name in any case", { search: "ZOË" }, ["Zoë 100%"]],
    ["a part of an address", { search: "@north" }, ["Zoë 100%"]],
    ["a part of a phone number", { search: "0142" }, ["Zoë 100%"]],
    ["what waits for a report", { step: "credit_report" }, ["new_comer"]],
    ["what waits for a person", { step: "operator_review" }, ["Borderline"]],
    ["a step", { step: "approve_underwriting" }, ["Zoë 100%"]],
    ["tracks to be started", { step: "start_track" }, ["ädam"]],
    ["a reason to park", { reason: "thin_file" }, ["Thin"]],
    ["a reason to decline", { reason: "repair_referral" }, ["Low"]],
    ["a reason that nobody has", { reason: "no_fit" }, []],
    ["a sign that means something to the database", { search: "%" }, ["Zoë 100%"]],
    ["another of them", { search: "w_c" }, ["new_comer"]],
    ["nothing that is there", { search: "zz" }, []],
  ])("F8.1 finds by %s", async (_what, filter, expected) => {
    const page = await listFiles(ann(), { ...filter, sortBy: "createdAt" });
    expect(page.files.map(({ name }) => name)).toEqual(expected);
    expect(page.totalRows).toBe(expected.length);
  });

  it("F8.1 sorts as people read, both ways, and pages without gap or repeat", async () => {
    const sorted = ["ädam", "Borderline", "Low", "new_comer", "Thin", "Zoë 100%"];
    expect(await names({ sortBy: "name" })).toEqual(sorted);
    expect(await names({ sortBy: "name", sortDirection: "desc" })).toEqual(sorted.toReversed());
    const pages = [1, 2, 3, 4].map((page) => names({ sortBy: "operator", page, pageSize: 2 }));
    const all = (await Promise.all(pages)).flat();
    expect(all.slice(0, 3).toSorted()).toEqual(["Low", "Thin", "Zoë 100%"]);
    expect(all.toSorted()).toEqual(sorted.toSorted());
  });

  it("F8.1 tells how long each has waited for what can be done now, and finds the longest first", async () => {
    const now = tenant.clock.now;
    const after = (days: number) => {
      tenant.clock.now = new Date(now.getTime() + days * 86_400_000);
    };
    try {
      await walked(ann(), ids.Thin ?? 0, "parked");
      after(3);
      const oldest = ["Zoë 100%", "ädam", "Borderline", "Low", "new_comer"];
      expect(await names({ sortBy: "stepSince" })).toEqual([...oldest, "Thin"]);
      expect(await names({ sortBy: "stepSince", sortDirection: "desc" })).toEqual([
        ...oldest.toReversed(),
        "Thin",
      ]);
      expect(await names({ waitingDays: 3, sortBy: "stepSince" })).toEqual(oldest);
      expect(await names({ waitingDays: 4 })).toEqual([]);
      const [first] = (await listFiles(ann(), { sortBy: "stepSince" })).files;
      expect(first).toMatchObject({ nextSteps: ["approve_underwriting"], stepSince: expect.any(String) });
    } finally {
      tenant.clock.now = now;
    }
  });

  it.each<[string, object]>([
    ["path", { path: "somewhere" }],
    ["step", { step: "do_nothing" }],
    ["reason", { reason: "bad_mood" }],
    ["waitingDays", { waitingDays: 0 }],
    ["outcome", { outcome: "lost" }],
    ["operator", { operator: "ann" }],
    ["sortBy", { sortBy: "statedIncome; drop table funding_file" }],
    ["sortDirection", { sortDirection: "up" }],
    ["page", { page: 0 }],
    ["pageSize", { pageSize: 501 }],
    ["search", { search: "\u0000" }],
    ["filters", { filters: [] }],
  ])("F8.1 refuses a %s that cannot be asked, naming it", async (field, input) => {
    expect(await refusedFields(listFiles(ann(), input))).toEqual([field]);
  });

  it("F8.1 finds finished files by what came of them; a parked client is called back, so that file is open", async () => {
    const own = await testTenant({ now: JUDGED_AT });
    const eve = own.as("operator", "eve@desk.test");
    const terms = {
      version: 0,
      displayName: null,
      feePercent: "9",
      affiliateLink: "https://portal.asap.test/e",
    };
    await saveOperator(own.as("admin"), { operator: eve.actor.name, ...terms });
    const make = (name: string, kind: Parameters<typeof fileOf>[1]) => fileOf(eve, kind, { name });
    await walked(eve, await make("Funded", "cards"), "card_funding");
    await walked(eve, await make("Under way", "combined"), "term_loan");
    await ended(eve, await make("No card", "cards"), "card_funding", "no_card_approved");
    await walked(eve, await make("Declined", "referral"), "decline");
    const turned = await make("Funded, then declined", "cards");
    await walked(eve, turned, "card_funding");
    await received(eve, turned, { scores: scores(500, 500, 500) });
    await walked(eve, turned, "decline");
    await walked(eve, await make("To be declined", "referral"), "decline", "send_decline_email");
    await walked(eve, await make("Parked", "thin"), "parked");
    await make("To review", "review");
    await opened(eve, { name: "No report" });
    const found = async (outcome: string) =>
      (await listFiles(eve, { outcome, sortBy: "name" })).files.map(({ name }) => name);
    expect(await found("funded")).toEqual(["Funded"]);
    expect(await found("not_funded")).toEqual(["No card"]);
    // Where the row says so, since its newest run does.
    expect(await found("declined")).toEqual(["Declined", "Funded, then declined"]);
    expect(await found("finished")).toEqual(["Declined", "Funded", "Funded, then declined", "No card"]);
    expect(await found("open")).toEqual(["No report", "Parked", "To be declined", "To review", "Under way"]);
    await own.close();
  });

  it("F8.1 is not for somebody without a role, and shows no other tenant's", async () => {
    expect(await refusalOf(listFiles(tenant.as("exchange"), {}))).toMatchObject({ code: "FORBIDDEN" });
    const other = await testTenant();
    expect((await listFiles(other.as("admin"), {})).totalRows).toBe(0);
    await other.close();
  });
});

describe("F8.1 however many there are", () => {
  const statements = async (work: () => Promise<unknown>) => {
    const before = tenant.statements.count;
    await work();
    return tenant.statements.count - before;
  };

  it("F8.1 a list sends two statements, a file four, an edit six, a report twelve, a revision thirteen", async () => {
    const own = await testTenant({ now: JUDGED_AT });
    const [one, other] = [tenant, own];
    tenant = own;
    try {
      const counts = async () => {
        const { fileId } = await judged(ann());
        const version = 2;
        return [
          await statements(() => listFiles(ann(), { pageSize: 500, path: "card_funding", search: "client" })),
          await statements(() => getFile(ann(), { fileId })),
          await statements(() => editFile(ann(), { fileId, version, phone: null })),
          await statements(() => received(ann(), fileId, { vendor: "again" })),
          await statements(() => reviseUnderwriting(ann(), { fileId, version: 4, reason: "x" })),
        ];
      };
      const alone = await counts();
      for (let i = 0; i < 40; i += 1) await judged(ann());
      expect(await counts()).toEqual(alone);
      expect(alone).toEqual([2, 4, 6, 12, 13]);
    } finally {
      tenant = one;
      await other.close();
    }
  });

  it("F8.1 an operator's newest and an address are found by an index among 20,000", async () => {
    const own = await testTenant();
    await own.owner.query(
      `insert into funding_file (name, email, stated_income, operator, version, run_count, created_at, created_by, updated_at, updated_by)
       select 'Client ' || i, 'c' || i || '@mail.test', 1, 'o' || i % 50 || '@desk.test', 1, 0, now(), 'x', now() - i * interval '1 minute', 'x'
       from generate_series(1, 20000) i`,
    );
    await own.owner.query("vacuum analyze funding_file");
    const planOf = async (statement: string) =>
      (await own.owner.query<Record<string, string>>(`explain ${statement}`)).rows
        .map((row) => row["QUERY PLAN"])
        .join("\n");
    expect(
      await planOf(
        "select * from funding_file where operator = 'o7@desk.test' order by updated_at desc limit 25",
      ),
    ).toContain("funding_file_operator");
    expect(await planOf("select * from funding_file order by updated_at desc limit 25")).toContain(
      "funding_file_updated",
    );
    await own.owner.query(
      `update funding_file set next_steps = array['s' || file_id % 500], step_since = now() - file_id * interval '1 hour'`,
    );
    await own.owner.query("vacuum analyze funding_file");
    expect(await planOf("select * from funding_file where next_steps @> array['s7']")).toContain(
      "funding_file_steps",
    );
    expect(
      await planOf("select * from funding_file order by step_since asc nulls last, file_id limit 25"),
    ).toContain("funding_file_step_since");
    expect(await planOf("select * from funding_file where search_text like '%c19999@%'")).toContain(
      "funding_file_search",
    );
    const found = await planOf(
      `select 1 from funding_file f join funding_file o on o.file_id <> f.file_id
         and (o.email = f.email or o.phone_digits = f.phone_digits or lower(o.name) = lower(f.name)) where f.file_id = 5`,
    );
    expect(found).toContain("BitmapOr");
    await own.close();
  });
});
