import { LAST_NAMES } from "../cli/demo/names.ts";
import { LOAN_FIELDS } from "../server/domain/pipeline/model/loan-fields.ts";
import type { BenchTenant } from "./make-tenant.ts";
import { timesOf } from "./race.ts";
import type { Finding } from "./report.ts";

/** What an operator asks for all day must stay about as quick when the pipeline is a hundred times as large. */
const MOST_GROWTH = 3;
/** Nothing that can be asked may take longer (ms). */
const MOST_MS = 1_000;
const PAGE = 25;
const WARM_UP = 2;

const LOANS = "/api/pipeline/loans";

/**
 * The questions asked all day, of the largest tenant and of the smallest in turns, over HTTP.
 * @returns a finding for each: medians of both and their ratio
 */
export async function growth(small: BenchTenant, large: BenchTenant, rounds: number): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const [index, [what]] of (await dailyQuestions(small)).entries()) {
    const taken = new Map<BenchTenant, { path: PathOf; times: number[] }>();
    for (const tenant of [small, large]) {
      const [, path] = (await dailyQuestions(tenant))[index] as [string, PathOf];
      taken.set(tenant, { path, times: [] });
    }
    for (let round = 0; round < WARM_UP + rounds; round += 1) {
      for (const [{ http }, { path, times }] of taken) {
        const began = performance.now();
        await http.get(path(round));
        if (round >= WARM_UP) times.push(performance.now() - began);
      }
    }
    const [few = Number.NaN, many = Number.NaN] = [...taken.values()].map(
      ({ times }) => timesOf(times).median,
    );
    found.push({
      what: `${what} over HTTP, ${sizeText(large)} loans against ${sizeText(small)}`,
      value: `${many.toFixed(1)} ms against ${few.toFixed(1)} ms, ${(many / few).toFixed(2)}×`,
      wanted: `≤ ${MOST_GROWTH}×`,
      ok: many / few <= MOST_GROWTH,
    });
  }
  return found;
}

/** What is asked in a round. */
type PathOf = (round: number) => string;

/** Beginnings of names, each asked once: how many loans have it is known of none. */
const FRESH = [...new Set(LAST_NAMES.map((name) => name.toLowerCase().slice(0, 3)))].filter(
  (text) => text !== "har",
);

async function dailyQuestions({ client, http }: BenchTenant): Promise<[what: string, path: PathOf][]> {
  const { rows } = await client.query<{ buyer_id: string }>(
    "select buyer_id from pipeline_loan group by 1 order by count(*) desc limit 1",
  );
  const list = `${LOANS}?currentStatus=in_transit&buyerId=${rows[0]?.buyer_id}&sortBy=loanAmount&sortDirection=desc&pageSize=${PAGE}`;
  const { totalRows } = JSON.parse((await http.get(list)).toString()) as { totalRows: number };
  const last = `${list}&page=${Math.ceil(totalRows / PAGE)}`;
  const search = (text = "") => `${LOANS}?search=${encodeURIComponent(text)}&pageSize=${PAGE}`;
  return [
    ["list of a status and a buyer by amount, first page with count,", () => list],
    ["list of a status and a buyer by amount, last page with count,", () => last],
    ["search of three letters", () => search("har")],
    ["search of three letters that were not asked before", (round) => search(FRESH[round % FRESH.length])],
    ["search of a name", () => search("hargrove")],
    ["search of what is not there", () => search("zzqx")],
    ["unfiltered summary", () => `${LOANS}/summary`],
  ];
}

/**
 * Everything else that a list can be asked: each field sorted by, both ways, first, middle and last page, and filtered by, with the
 * summary of the same filter; values are those of a loan in the middle.
 */
export async function everyQuestion(tenant: BenchTenant, rounds: number): Promise<Finding> {
  const times: { path: string; ms: number }[] = [];
  for (const path of await questionsOf(tenant)) {
    const taken: number[] = [];
    for (let round = 0; round < 1 + rounds; round += 1) {
      const began = performance.now();
      await tenant.http.get(path);
      if (round > 0) taken.push(performance.now() - began);
    }
    times.push({ path, ms: timesOf(taken).median });
  }
  const slowest = times.toSorted((a, b) => b.ms - a.ms);
  const over = slowest.filter(({ ms }) => ms > MOST_MS).length;
  const worst = slowest.slice(0, Math.max(3, Math.min(over, 12)));
  return {
    what: `every sort, filter and filtered summary (${times.length}), ${sizeText(tenant)} loans`,
    value: `${over} over a second; slowest: ${worst.map(({ path, ms }) => `${path.slice(LOANS.length)} ${ms.toFixed(0)} ms`).join(", ")}`,
    wanted: `each ≤ ${MOST_MS} ms`,
    ok: over === 0,
  };
}

async function questionsOf({ http, size }: BenchTenant): Promise<string[]> {
  const one = `${LOANS}?pageSize=1&page=${Math.floor(size / 2)}`;
  const { loans, totalRows } = JSON.parse((await http.get(one)).toString()) as {
    loans: Record<string, unknown>[];
    totalRows: number;
  };
  const detail = await http.get(`${LOANS}/${loans[0]?.pipelineLoanId}`);
  const loan = (JSON.parse(detail.toString()) as { loan?: Record<string, unknown> }).loan ?? loans[0] ?? {};
  const last = Math.ceil(totalRows / PAGE);
  const middle = Math.ceil(last / 2);
  return Object.keys(LOAN_FIELDS).flatMap((field) => {
    const sorts = ["asc", "desc"].flatMap((direction) => {
      const sorted = `${LOANS}?sortBy=${field}&sortDirection=${direction}&pageSize=${PAGE}`;
      return [sorted, `${sorted}&page=${middle}`, `${sorted}&page=${last}`];
    });
    const value = loan[field];
    if (value === null || value === undefined || typeof value === "object") return sorts;
    const filter = `${field}=${encodeURIComponent(String(value))}`;
    return [...sorts, `${LOANS}?${filter}&pageSize=${PAGE}`, `${LOANS}/summary?${filter}`];
  });
}

const sizeText = ({ size }: BenchTenant) => size.toLocaleString("en-US");
