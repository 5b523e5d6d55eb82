import { CreditReport } from "../server/domain/funding/input.ts";
import { BUREAUS } from "../server/domain/funding/model/credit-report.ts";
import { DEFAULT_POLICY } from "../server/domain/funding/model/policy.ts";
import { underwrite } from "../server/domain/funding/model/underwriting.ts";
import type { Finding } from "./report.ts";

/**
 * Underwriting plus routing of many reports, on one core: the pure functions that the product, its dry run and its what-if
 * panel call. Reports are made as they are needed, from thin to thick, so that none is kept; what is timed is the judging
 * alone.
 */
export const REPORTS = 100_000;

const NOW = Date.parse("2026-04-27T12:00:00Z");

/** Made at once and judged together: long enough to be timed, and all that is in memory. */
const AT_ONCE = 500;

/** The same reports in every run (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

type Random = (below: number) => number;

/** Rows as the schema gives them, with null for all that is not said. Checking each made one again would take most of the time. */
const EMPTY = CreditReport.parse({
  issuedOn: "2026-04-20",
  repositories: [{ bureau: "equifax", fileStatus: "hit" }],
  scores: [{ bureau: "equifax" }],
  tradelines: [{ bureau: "equifax", creditorName: "x", accountType: "revolving" }],
  inquiries: [{ bureau: "equifax", date: "2026-01-01", inquirerName: "x" }],
  collections: [{ bureau: "equifax" }],
  publicRecords: [{ bureau: "equifax", type: "bankruptcy" }],
});
const ROWS = {
  repository: EMPTY.repositories[0],
  score: EMPTY.scores[0],
  tradeline: EMPTY.tradelines[0],
  inquiry: EMPTY.inquiries[0],
  collection: EMPTY.collections[0],
  publicRecord: EMPTY.publicRecords[0],
} as { [name: string]: object };

const on = (value: string) => ({
  value,
  precision: value.length === 7 ? ("month" as const) : ("day" as const),
});

const pick = <T>(random: Random, list: readonly T[]): T => list[random(list.length)] as T;
const day = (random: Random, years: number) =>
  `${2026 - 1 - random(years)}-${String(1 + random(12)).padStart(2, "0")}-${String(1 + random(28)).padStart(2, "0")}`;
const dollars = (random: Random, most: number) => `${random(most)}.${String(random(100)).padStart(2, "0")}`;

/** An account as one to three bureaus report it. */
function account(random: Random, number: number): object[] {
  const isCard = random(10) < 7;
  const row = {
    ...ROWS.tradeline,
    creditorName: `Bank ${number} ${random(400)}`,
    accountMask: `XXXX${1_000 + random(9_000)}`,
    accountType: isCard ? "revolving" : "installment",
    loanType: isCard ? "credit_card" : pick(random, ["auto", "student", "personal", "other"]),
    ownershipType: random(12) === 0 ? "authorized_user" : "individual",
    statusType: random(4) === 0 ? "closed" : "open",
    openedOn: on(random(5) === 0 ? day(random, 15).slice(0, 7) : day(random, 15)),
    creditLimit: `${(1 + random(25)) * 1_000}.00`,
    unpaidBalance: dollars(random, isCard ? 9_000 : 30_000),
    late30: random(4) === 0 ? random(4) : 0,
    late60: random(15) === 0 ? 1 : 0,
    late90: random(40) === 0 ? 1 : 0,
    paymentPattern: {
      start: on("2026-03"),
      data: "C".repeat(12 + random(60)) + (random(6) === 0 ? "1" : ""),
    },
    groupKey: `A${number}`,
  };
  return BUREAUS.slice(0, 1 + random(3)).map((bureau) => ({ ...row, bureau, reportedOn: on("2026-04") }));
}

function reportOf(random: Random): CreditReport {
  const count = random(12) === 0 ? random(3) : 3 + random(30);
  const isFound = random(50) !== 0;
  return {
    ...EMPTY,
    repositories: BUREAUS.map((bureau) => ({
      ...ROWS.repository,
      bureau,
      fileStatus: isFound ? "hit" : "no_hit",
    })),
    scores: isFound ? BUREAUS.map((bureau) => ({ ...ROWS.score, bureau, value: 480 + random(370) })) : [],
    tradelines: Array.from({ length: count }, (_, number) => account(random, number)).flat(),
    inquiries: Array.from({ length: random(14) }, (_, number) => ({
      ...ROWS.inquiry,
      bureau: pick(random, BUREAUS),
      date: on(`2026-0${1 + random(4)}-1${random(10)}`),
      inquirerName: `Lender ${number}`,
      kind: "hard",
    })),
    collections: Array.from({ length: random(8) === 0 ? random(4) : 0 }, () => ({
      ...ROWS.collection,
      bureau: pick(random, BUREAUS),
      amount: dollars(random, 900),
    })),
    publicRecords:
      random(25) === 0 ? [{ ...ROWS.publicRecord, chapter: "7", filedOn: on(day(random, 9)) }] : [],
  } as CreditReport;
}

/**
 * Judges that many reports one after another, as one core does it. What counts is time on the processor: what else runs on the
 * machine does not make the rules slower.
 */
export function underwritingRate(reports = REPORTS): Finding {
  const random = randomFrom(7);
  const applicants = Array.from({ length: 50 }, () => ({
    statedIncome: `${15_000 + random(120_000)}.00`,
    monthlyRevenue: random(2) === 0 ? null : dollars(random, 60_000),
    businessStartedOn: random(2) === 0 ? null : day(random, 8),
  }));
  const routes = new Map<string, number>();
  let [seconds, rows, judged, mostMegabytes] = [0, 0, 0, 0];
  while (judged < reports) {
    const made = Array.from({ length: Math.min(AT_ONCE, reports - judged) }, () => reportOf(random));
    const began = process.cpuUsage();
    for (const report of made) {
      const { workflow } = underwrite(report, pick(random, applicants), DEFAULT_POLICY, NOW);
      const route = workflow?.primaryPaths.join(", ") ?? "a person";
      routes.set(route, (routes.get(route) ?? 0) + 1);
    }
    const { user, system } = process.cpuUsage(began);
    seconds += (user + system) / 1e6;
    judged += made.length;
    rows += made.reduce((sum, { tradelines }) => sum + tradelines.length, 0);
    mostMegabytes = Math.max(mostMegabytes, process.memoryUsage.rss() / 2 ** 20);
  }
  return {
    what: `underwriting and routing of ${reports.toLocaleString("en-US")} reports, ${(rows / reports).toFixed(0)} accounts each`,
    value:
      `${Math.round(reports / seconds).toLocaleString("en-US")} a second on a core ` +
      `(${((seconds / reports) * 1e6).toFixed(0)} µs each, ${routes.size} routes, at most ${mostMegabytes.toFixed(0)} MB)`,
  };
}
