import { parseArgs } from "node:util";
import { explain } from "../cli/failure.ts";
import { everyQuestion, growth } from "./growth.ts";
import { jobsOf } from "./jobs.ts";
import { type BenchTenant, makeTenant } from "./make-tenant.ts";
import { measureMemory } from "./memory.ts";
import { type Job, type Result, race } from "./race.ts";
import { type Finding, findings, table } from "./report.ts";
import { openSurroundings } from "./surroundings.ts";
import { REPORTS, underwritingRate } from "./underwriting.ts";

const USAGE = `npm run bench -- [--loans 10000,100000] [--rounds 30] [--reports 100000] [--only <part of a job's name>] [--json]

Makes tenants of these sizes through the product's own verbs, then runs each job over HTTP against the production build
and as hand-written SQL through pg, in turns, in one run. What counts is the ratio between the two, without what any
request takes that is known, allowed and asked for nothing («of work»): the times are those of this machine, today. With DATABASE_URL and AUTH_SECRET it works there and leaves its tenants behind; otherwise on an
embedded PostgreSQL in a temporary folder.

--only growth asks the questions of every day of the largest and of the smallest tenant in turns, and then everything
else that a list can be asked of the largest.

Underwriting is measured by itself, without a database: --only underwriting, and --reports 100000 for how many.

The head of the append-only logs is measured after the jobs: --only "audit head".`;

/** The borrowers of a tenant that has none. */
const NEXT_TO_NOTHING = "/api/mortgages/borrowers";

/** A write changes what the next job finds, and an export is long: fewer rounds for those. */
const FEWER: Partial<Record<Job["kind"], number>> = { bulk: 2, intake: 3, export: 3 };

async function bench(): Promise<void> {
  const { values } = parseArgs({
    options: {
      loans: { type: "string", default: "10000,100000" },
      rounds: { type: "string", default: "30" },
      reports: { type: "string", default: String(REPORTS) },
      only: { type: "string", default: "" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const sizes = values.loans.split(",").map((text) => wholeNumber("--loans", text, 2_000));
  const rounds = wholeNumber("--rounds", values.rounds, 3);
  const say = (line: string) => console.error(line);

  const reports = wholeNumber("--reports", values.reports, 500);
  const judging = "underwriting".includes(values.only) ? [underwritingRate(reports)] : [];
  if (values.only === "underwriting")
    return console.log(values.json ? JSON.stringify({ findings: judging }, null, 2) : findings(judging));

  const surroundings = await openSurroundings(say);
  const tenants: BenchTenant[] = [];
  try {
    for (const size of sizes) tenants.push(await makeTenant(surroundings, size, say));
    const results: Result[] = [];
    const more: Finding[] = judging;
    for (const tenant of tenants) {
      for (const job of jobsOf(tenant).filter(({ name }) => name.includes(values.only))) {
        say(`${job.name}, ${tenant.size.toLocaleString("en-US")} loans …`);
        const enough = Math.max(3, Math.ceil(rounds / (FEWER[job.kind] ?? 1)));
        results.push(await race(job, tenant.size, enough, () => tenant.http.get(NEXT_TO_NOTHING)));
        if (job.kind === "export") more.push(await measureMemory(tenant, surroundings.server));
      }
    }
    const [smallest, largest] = [tenants[0], tenants.at(-1)];
    if (largest && "growth".includes(values.only)) {
      if (smallest && smallest !== largest) more.push(...(await growth(smallest, largest, rounds)));
      more.push(await everyQuestion(largest, Math.ceil(rounds / 10)));
    }
    for (const tenant of tenants) {
      if ("audit head".includes(values.only)) more.push(...(await tenant.head()));
      const kept = await tenant.audit();
      more.push(kept);
      // A time that misses is the machine's, today; a rule that does not hold is ours.
      if (!kept.ok) process.exitCode = 1;
    }
    console.log(
      values.json
        ? JSON.stringify({ results, findings: more }, null, 2)
        : `${table(results)}\n${findings(more)}`,
    );
  } finally {
    // Each holds a connection, for which closing its pool would wait for ever: also when what came to an end is a fault.
    for (const tenant of tenants) tenant.close();
    await surroundings.close();
  }
}

function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new Error(`${option} takes whole numbers from ${least}, not '${text}'`);
}

try {
  await bench();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
