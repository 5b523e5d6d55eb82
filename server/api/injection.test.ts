import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeControlDatabase } from "../../db/control/client.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { operatorsOf } from "../auth/testing.ts";
import { openFile } from "../domain/funding/open-file.ts";
import { client } from "../domain/funding/testing-files.ts";
import { newBorrower, newMortgage } from "../domain/mortgages/testing-mortgages.ts";
import { buyLoans } from "../domain/pipeline/testing-trades.ts";
import { allEndpoints } from "./endpoints.ts";
import { stateOf, tokenOf } from "./testing-callers.ts";
import { type Answer, send } from "./testing-client.ts";

/** C12, C13: what is typed to sort, filter and search is never a part of the SQL. */

const ODD = "50%_off\\now";
const PLAIN = "Plain Walker";

let tenant: TestTenant;
let admin: Record<string, string>;
beforeAll(async () => {
  tenant = await testTenant();
  await operatorsOf(tenant, "ann@desk.test");
  admin = await tokenOf(tenant, "admin");
  for (const name of [ODD, PLAIN]) {
    await buyLoans(tenant.as("exchange"), `T-${name.length}`, 1, { borrowerName: name });
    await openFile(
      tenant.as("admin"),
      client({ operator: "ann@desk.test", name, email: `a${name.length}@b.test` }),
    );
    await newMortgage(tenant.as("admin"), { borrowerId: await newBorrower(tenant.as("admin"), name) });
  }
});
afterAll(async () => {
  await Promise.all([tenant.close(), closeTenants(), closeControlDatabase()]);
});

const INJECTIONS = [
  "loanAmount; drop table pipeline_loan",
  'loanAmount" desc; --',
  "(select pg_sleep(5))",
  "case when (select count(*) from tenant_identity) > 0 then 1 else 2 end",
  "1",
  "loan_amount",
  "loanAmount desc",
  "constructor",
  "__proto__",
  "\u0000",
];

/** For which SQL has a meaning, and which are names of nothing here. */
const SEARCHES = [
  "' or '1'='1",
  "'; drop table pipeline_loan; --",
  "\\'; select 1 --",
  "') or true --",
  "$1",
  "{}",
];

const get = (address: string, query: Record<string, string>) =>
  send("GET", `${address}?${new URLSearchParams(query)}`, { headers: admin });
const ask = (procedure: string, input: object) =>
  send("GET", `/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`, {
    headers: admin,
  });

/** Every list that takes that parameter, over REST and for the browser. */
const restLists = (parameter: string) =>
  allEndpoints().filter(
    ({ method, path: at, query }) => method === "GET" && !at.includes("{") && parameter in (query ?? {}),
  );
const BROWSER_SORTS = [
  "pipeline.loans",
  "pipeline.gridLoans",
  "pipeline.selection",
  "pipeline.trades",
  "pipeline.tradeCards",
  "funding.files",
  "mortgages.list",
];
const BROWSER_SEARCHES = [
  "pipeline.loans",
  "pipeline.gridLoans",
  "funding.files",
  "mortgages.list",
  "mortgages.borrowers.list",
  "funding.lenders.list",
  "admin.accessLog",
];

const lists = (parameter: string, browser: string[]): [string, (value: string) => Promise<Answer>][] => [
  ...restLists(parameter).map(({ path: at }): [string, (value: string) => Promise<Answer>] => [
    `GET ${at}`,
    (value) => get(at, { [parameter]: value }),
  ]),
  ...browser.map((name): [string, (value: string) => Promise<Answer>] => [
    name,
    (value) => ask(name, { [parameter]: value }),
  ]),
];

describe("C12 sorting", () => {
  it.each(lists("sortBy", BROWSER_SORTS))(
    "%s refuses every field that is not in its list",
    async (_name, sorted) => {
      const before = await stateOf(tenant);
      for (const value of INJECTIONS) {
        const { status, text } = await sorted(value);
        expect(status, `${value} ${text}`).toBe(400);
        expect(text).toContain('"field":"sortBy"');
      }
      expect(await stateOf(tenant)).toBe(before);
    },
  );

  it("C12 names in SQL that do not stand there to be read come from lists of ours", () => {
    const root = path.resolve(import.meta.dirname, "../..");
    const files = globSync("{server,db}/**/*.ts", { cwd: root }).filter((file) => !/test/.test(file));
    const found = files.filter((file) =>
      readFileSync(path.join(root, file), "utf8").includes("sql.identifier("),
    );
    expect(found.map((file) => file.replaceAll("\\", "/")).sort()).toEqual([
      "server/domain/funding/document-rows.ts",
      "server/domain/funding/queue-rows.ts",
      "server/domain/mortgages/delete-mortgage.ts",
      "server/domain/pipeline/export-loans.ts",
      "server/domain/wrong-clock-rows.ts",
    ]);
  });
});

describe("C29 an export", () => {
  it.each(["=1+1", "+1", "-1", "@SUM(1)"])(
    "C29 shows %j as text and leaves a negative amount a number",
    async (name) => {
      const [loanId] = await buyLoans(tenant.as("exchange"), `T-CSV ${name}`, 1, { borrowerName: name });
      const edit = await send("PATCH", `/api/pipeline/loans/${loanId}`, {
        headers: admin,
        body: { salePrice: 1.5 },
      });
      const columns = "borrowerName,profitSpread";
      const { text } = await get("/api/pipeline/loans/export.csv", {
        columns,
        pipelineLoanId: String(loanId),
      });
      const spread = /"profitSpread":(-[\d.]+)/.exec(edit.text)?.[1];
      expect(text).toBe(`${columns}\n'${name},${spread}\n`);
    },
  );
});

describe("C13 searching", () => {
  it.each(lists("search", BROWSER_SEARCHES))("%s takes every sign for itself", async (name, searched) => {
    const before = await stateOf(tenant);
    for (const text of SEARCHES) {
      const answer = await searched(text);
      expect(answer.status, `${text} ${answer.text}`).toBe(200);
      for (const borrower of [ODD, PLAIN]) expect(answer.text, text).not.toContain(JSON.stringify(borrower));
    }
    for (const text of ["%", "_", "\\", "50%_OFF\\N"]) {
      const answer = await searched(text);
      expect(answer.status, answer.text).toBe(200);
      expect(answer.text, text).not.toContain(PLAIN);
      if (HOLDING.test(name))
        expect(answer.text, `${name} ${text}`).toContain(name.endsWith(".csv") ? ODD : JSON.stringify(ODD));
    }
    expect(await stateOf(tenant)).toBe(before);
  });

  /** Lists in which the odd name is; the summary, lenders and the log of access do not tell names. */
  const HOLDING =
    /(pipeline\/loans|pipeline\.(loans|gridLoans)|files|mortgages(\.list)?|borrowers(\.list)?)$/;
});
