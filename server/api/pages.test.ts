import "next/dist/server/node-environment-baseline.js"; // before anything of Next that keeps a request in scope
import { globSync } from "node:fs";
import path from "node:path";
import { HydrationBoundary } from "@tanstack/react-query";
import { NextRequest } from "next/server";
import { isValidElement, type ReactNode } from "react";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Prefetched } from "../../app/(desk)/prefetched.tsx";
import { closeControlDatabase } from "../../db/control/client.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { PAGE_PATH_HEADER } from "../auth/page-path.ts";
import { disable, operatorsOf } from "../auth/testing.ts";
import { judged, OLD_REPORT } from "../domain/funding/testing-files.ts";
import { buyLoans, deliver, psxLoan, psxTrade } from "../domain/pipeline/testing-trades.ts";
import { cookieOf } from "./testing-callers.ts";
import { inRequestScope } from "./testing-client.ts";
import { mortgagesOf } from "./testing-mortgage-doors.ts";
import { parkedFile } from "./testing-partner-doors.ts";

/**
 * C3: who sees what on a page when `proxy.ts` is not there. Every page and every layout is asked by itself, as a router asks
 * for a part of a page that it lacks, with a page path that the caller has made up. (The API's doors never pass the proxy;
 * `access.test.ts` calls them as they are.)
 */

const ROOT = path.resolve(import.meta.dirname, "../..");
const MARK = "Zebra Canary";

/** The root layout has the fonts and the colours; without anything of the server it has nothing to tell. */
const PARTS = globSync("app/**/{page,layout}.tsx", { cwd: ROOT })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file !== "app/layout.tsx")
  .sort();

const OPEN_TO_ALL = ["app/(auth)/sign-in/page.tsx", "app/docs/page.tsx"];

type Part = (props: object) => ReactNode | Promise<ReactNode>;
type Cookie = Record<string, string>;

let one: TestTenant;
let other: TestTenant;
let cookies: Record<"nobody" | "disabled" | "forged" | "operator" | "admin" | "stranger", Cookie>;
let params: Record<string, string>;
let pagePath = "";

beforeAll(async () => {
  one = await testTenant();
  other = await testTenant({ principalId: "HARB" });
  await operatorsOf(one, "ann@desk.test");
  const [loanId] = await buyLoans(one.as("exchange"), "T-1", 3, { borrowerName: MARK });
  const body = psxTrade("T-2", [psxLoan(1)], { buyerName: `${MARK} Capital` });
  const { pipelineTradeId } = await deliver(one.as("exchange"), body);
  const { fileId } = await judged(one.as("admin"), OLD_REPORT, { name: MARK });
  const parked = await parkedFile(one);
  await one.owner.query("update funding_file set name = $1 where file_id = $2", [MARK, parked]);
  const { mortgageId } = await mortgagesOf(one, MARK, 2);
  const ids = { loanId, tradeId: pipelineTradeId, fileId, mortgageId };
  params = Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, String(id)]));
  pagePath = `/pipeline/loans/${loanId}`;
  const [operator, admin, stranger, disabled] = [
    await cookieOf(one, "operator"),
    await cookieOf(one, "admin"),
    await cookieOf(other, "admin"),
    await cookieOf(one, "admin"),
  ];
  await disable(disabled.userId);
  const kept = ({ cookie = "" }: Cookie) => ({ cookie });
  cookies = {
    nobody: {},
    forged: { cookie: "pssaas.session=anything; __Host-pssaas.session=anything" },
    disabled: kept(disabled),
    operator: kept(operator),
    admin: kept(admin),
    stranger: kept(stranger),
  };
});
afterAll(async () => {
  await Promise.all([one.close(), other.close(), closeTenants(), closeControlDatabase()]);
});

interface Seen {
  /** Where it leads instead. */
  led: string | null;
  /** The answers that go along with the page, as text. */
  data: string;
}

/** What of the tenant's a part of a page would send to whoever has that cookie. */
async function seen(file: string, cookie: Cookie): Promise<Seen> {
  const headers = { host: "localhost:3000", [PAGE_PATH_HEADER]: pagePath, ...cookie };
  const request = new NextRequest("http://localhost:3000/", { headers });
  const { default: part } = (await import(path.join(ROOT, file))) as { default: Part };
  const given = { params: Promise.resolve(params), searchParams: Promise.resolve({}), children: null };
  try {
    return { led: null, data: await inRequestScope(request, async () => dataIn(await part(given))) };
  } catch (error) {
    const { digest = "" } = error as { digest?: string };
    if (!digest.startsWith("NEXT_REDIRECT")) throw error;
    return { led: digest.split(";")[2] ?? "", data: "" };
  }
}

/** The prefetched answers of everything in it; what is drawn in the browser asks the API for itself. */
async function dataIn(node: ReactNode): Promise<string> {
  if (Array.isArray(node)) return (await Promise.all(node.map(dataIn))).join("");
  if (!isValidElement<{ children?: ReactNode; state?: unknown }>(node)) return "";
  if (node.type === Prefetched) {
    const [own, inside] = [await Prefetched(node.props as never), node.props.children];
    return (await dataIn(own)) + (await dataIn(inside));
  }
  const own = node.type === HydrationBoundary ? JSON.stringify(node.props.state) : "";
  return own + (await dataIn(node.props.children));
}

const GUARDED = PARTS.filter((file) => !OPEN_TO_ALL.includes(file));

describe("C3 without proxy.ts", () => {
  it.each(GUARDED)("%s has nothing for who is not signed in", async (file) => {
    for (const who of ["nobody", "forged", "disabled"] as const) {
      const { led, data } = await seen(file, cookies[who]);
      expect(data, who).toBe("");
      if (led !== null) expect(led, who).toMatch(/^\/sign-in\?callbackUrl=/);
    }
  });

  it.each(GUARDED)("%s shows another tenant's administrator nothing of this one's", async (file) => {
    expect((await seen(file, cookies.stranger)).data).not.toContain(MARK);
  });

  it("every part that sends data along sends whoever is not signed in away", async () => {
    const open: string[] = [];
    for (const file of GUARDED) {
      const { data } = await seen(file, cookies.admin);
      const { led } = await seen(file, cookies.nobody);
      if (data !== "" && led === null) open.push(file);
    }
    expect(open).toEqual([]);
  });

  it("the mark would be seen: the tenant's own administrator sees it where it belongs", async () => {
    const showing: string[] = [];
    for (const file of GUARDED) {
      if ((await seen(file, cookies.admin)).data.includes(MARK)) showing.push(file);
    }
    expect(showing.map((file) => file.replace("app/(desk)/", ""))).toEqual([
      "funding/[fileId]/page.tsx",
      "funding/page.tsx",
      "funding/queue/page.tsx",
      "mortgages/[mortgageId]/edit/page.tsx",
      "mortgages/[mortgageId]/page.tsx",
      "mortgages/audit/page.tsx",
      "mortgages/page.tsx",
      "pipeline/grid/layout.tsx",
      "pipeline/loans/layout.tsx",
      "pipeline/page.tsx",
      "pipeline/trades/(list)/layout.tsx",
      "pipeline/trades/[tradeId]/advice/page.tsx",
    ]);
  });

  it("P6.3 an operator gets no answer that is for administrators, wherever it is prefetched", async () => {
    const admins = GUARDED.filter((file) => file.startsWith("app/(desk)/admin/"));
    for (const file of admins) {
      const { data } = await seen(file, cookies.operator);
      const answered =
        data === "" ? [] : (JSON.parse(data) as { queries: { queryKey: string[][] }[] }).queries;
      const names = answered.map(({ queryKey }) => queryKey[0]?.join("."));
      expect(
        names.filter((name) => /^(admin|integrations\.list|pipeline\.deliver)/.test(name ?? "")),
      ).toEqual([]);
    }
    expect(admins.length).toBeGreaterThan(5);
  });
});
