import { gzipSync } from "node:zlib";
import { BUYERS } from "../cli/demo/names.ts";
import { dayIn } from "../server/domain/business-days.ts";
import {
  exportByHand,
  intakeByHand,
  linesOf,
  listByHand,
  moveByHand,
  type Question,
  summarizeByHand,
} from "./by-hand.ts";
import { type BenchTenant, inventTrade, type PsxTradeBody } from "./make-tenant.ts";
import type { Job } from "./race.ts";

/** The jobs in an order in which none changes what a later one reads: the writes come last. */
export function jobsOf(tenant: BenchTenant): Job[] {
  return [
    ...lists(tenant),
    search(tenant),
    ...summaries(tenant),
    exporting(tenant),
    bulk(tenant),
    intake(tenant),
  ];
}

interface ListAnswer {
  totalRows: number;
  loans: { pipelineLoanId: number; daysInCurrentStatus: number }[];
}
type ListByHand = Awaited<ReturnType<typeof listByHand>>;

function lists(tenant: BenchTenant): Job[] {
  const largestFirst = {
    orderBy: "loan_amount desc, pipeline_loan_id desc",
    backwards: "loan_amount asc, pipeline_loan_id asc",
    query: "sortBy=loanAmount&sortDirection=desc",
  };
  const narrow = {
    ...largestFirst,
    where: "current_status = $1 and property_state = $2",
    values: ["in_transit", "TX"],
    query: `currentStatus=in_transit&propertyState=TX&${largestFirst.query}`,
  };
  const broad = {
    ...largestFirst,
    where: "current_status = any($1)",
    values: [["in_transit", "delivered", "settled"]],
    query: `currentStatus=in_transit,delivered,settled&${largestFirst.query}`,
  };
  return [
    listing(tenant, "list, filter + sort, page 1 of 25", narrow, { size: 25, number: 1 }),
    listing(tenant, "list, filter + sort, page 400 of 10", broad, { size: 10, number: 400 }),
    listing(tenant, "list, filter + sort, last page of 10", broad, { size: 10, number: "last" }),
    listing(tenant, "list, filter + sort, page 1 of 500", broad, { size: 500, number: 1 }),
  ];
}

function search(tenant: BenchTenant): Job {
  const text = "hargrove";
  const found: Question & { query: string } = {
    where: "pipeline_loan_id in (select pipeline_loan_id from pipeline_loan_search where text like $1)",
    values: [`%${text}%`],
    orderBy: "pipeline_loan_id desc",
    backwards: "pipeline_loan_id asc",
    query: `search=${text}`,
  };
  return listing(tenant, "search, page 1 of 25", found, { size: 25, number: 1 });
}

function listing(
  { client, http }: BenchTenant,
  name: string,
  { query, ...question }: Question & { query: string },
  page: { size: number; number: number | "last" },
): Job {
  const pages = async () => {
    const counted = await http.get(`/api/pipeline/loans?${query}&pageSize=1`);
    return Math.ceil((JSON.parse(counted.toString()) as ListAnswer).totalRows / page.size);
  };
  let last: Promise<number> | undefined;
  return {
    name,
    kind: "read",
    wanted: 3,
    byHand: () => () => listByHand(client, question, page),
    overHttp: async () => {
      if (page.number === "last") last ??= pages();
      const number = (await last) ?? page.number;
      return () => http.get(`/api/pipeline/loans?${query}&pageSize=${page.size}&page=${number}`);
    },
    check: (hand, answer) => {
      const { total, loans } = hand as ListByHand;
      const { totalRows, loans: answered } = JSON.parse(String(answer)) as ListAnswer;
      const mine = loans.map((loan) => [loan.pipeline_loan_id, loan.days]);
      const theirs = answered.map((loan) => [loan.pipelineLoanId, loan.daysInCurrentStatus]);
      same(name, [total, mine], [totalRows, theirs]);
    },
  };
}

function summaries({ client, http }: BenchTenant): Job[] {
  const [buyer] = BUYERS[0] ?? [""];
  const summary = (name: string, query: string, filter?: { where: string; values: unknown[] }): Job => ({
    name,
    kind: "read",
    wanted: 3,
    byHand: () => () => summarizeByHand(client, filter),
    overHttp: () => () => http.get(`/api/pipeline/loans/summary${query}`),
    check: (hand, answer) => {
      const { statusBreakdown } = JSON.parse(String(answer)) as {
        statusBreakdown: { status: string; loanCount: number; totalVolume: number }[];
      };
      const mine = (hand as Awaited<ReturnType<typeof summarizeByHand>>).map((row) => [
        row.status,
        row.loans,
        Number(row.volume),
      ]);
      const theirs = statusBreakdown.map((row) => [row.status, row.loanCount, row.totalVolume]);
      same(name, mine, theirs);
    },
  });
  return [
    summary("summary", ""),
    summary("summary, one buyer", `?buyerId=${buyer}`, { where: "buyer_id = $1", values: [buyer] }),
  ];
}

function exporting({ client, http }: BenchTenant): Job {
  return {
    name: "export of every loan",
    kind: "export",
    wanted: 2,
    byHand: () => () => exportByHand(client),
    overHttp: () => async () => linesOf(await http.stream("/api/pipeline/loans/export.csv")),
    check: (mine, theirs) => same("export", mine, theirs),
  };
}

/** Each side moves loans of its own, to and fro. */
function bulk({ client, http }: BenchTenant): Job {
  const chosen = client.query<{ id: number }>(
    `select pipeline_loan_id as id from pipeline_loan where current_status = 'in_transit' order by md5(exchange_loan_id) limit 1000`,
  );
  const half = async (from: number) => (await chosen).rows.slice(from, from + 500).map(({ id }) => id);
  const target = (round: number) => (round % 2 === 0 ? "returned" : "in_transit");
  return {
    name: "bulk status change of 500",
    kind: "bulk",
    wanted: 3,
    byHand: async (round) => {
      const ids = await half(0);
      return () => moveByHand(client, ids, target(round));
    },
    overHttp: async (round) => {
      const order = { loanIds: await half(500), newStatus: target(round), notes: "moved over HTTP" };
      const body = Buffer.from(JSON.stringify(order));
      return () => http.post("/api/pipeline/loans/bulk-status", body);
    },
    check: (moved, answer) =>
      same("bulk", moved, (JSON.parse(String(answer)) as { successful: number }).successful),
  };
}

function intake({ client, http, random }: BenchTenant): Job {
  const today = dayIn("America/New_York", new Date());
  const trade = (side: string, round: number): PsxTradeBody =>
    inventTrade(random, `${side}-${round}`, today, 1_000);
  return {
    name: "intake of a trade of 1,000",
    kind: "intake",
    wanted: 3,
    byHand: (round) => {
      const body = trade("HAND", round);
      const payload = gzipSync(JSON.stringify(body), { level: 1 });
      return () => intakeByHand(client, body, payload);
    },
    overHttp: (round) => {
      const body = Buffer.from(JSON.stringify(trade("HTTP", round)));
      return () => http.post("/api/pipeline/trades", body);
    },
    check: (stored, answer) =>
      same("intake", stored, (JSON.parse(String(answer)) as { loanCount: number }).loanCount),
  };
}

function same(job: string, byHand: unknown, overHttp: unknown): void {
  const [mine, theirs] = [JSON.stringify(byHand), JSON.stringify(overHttp)];
  if (mine !== theirs)
    throw new Error(`${job}: by hand ${mine.slice(0, 300)}, over HTTP ${theirs.slice(0, 300)}`);
}
