import { and, arrayContains, asc, desc, eq, lte, type SQL, sql } from "drizzle-orm";
import { fundingFile, fundingRun } from "../../../db/tenant/schema/funding.ts";
import { authorise, type Context } from "../context.ts";
import { parseInput } from "../parse.ts";
import { escapeLike } from "../search-text.ts";
import { ListFilesInput } from "./file-input.ts";
import { FILE_COLUMNS, type StoredFile } from "./file-rows.ts";
import type { FileOutcome } from "./model/file.ts";
import type { KeptUnderwriting } from "./model/run.ts";
import type { Workflow } from "./model/workflow.ts";
import { RECORDED_COMPENSATION } from "./portion-rows.ts";

/** A file as a list shows it: who it is, and where the newest run leads. */
export interface FileSummary extends StoredFile {
  /** null before the first run. */
  newestRun: {
    runNo: number;
    policyVersion: number;
    createdAt: string;
    representativeScore: number | null;
    reportStatus: string;
    tlDecision: string;
    mcaEligible: boolean;
    sbaEligible: boolean;
    /** null while a person has to act first. */
    primaryPaths: Workflow["primaryPaths"] | null;
    overlays: string[];
    declineReason: string | null;
    parkedReason: string | null;
    /** Unix milliseconds. */
    parkedCallbackDate: number | null;
  } | null;
}

export interface FilePage {
  totalRows: number;
  page: number;
  pageSize: number;
  files: FileSummary[];
}

const DAY_MS = 86_400_000;

const SORT_KEYS = {
  name: sql`${fundingFile.name} collate "und-x-icu"`,
  operator: sql`${fundingFile.operator}`,
  stepSince: sql`${fundingFile.stepSince}`,
  createdAt: sql`${fundingFile.createdAt}`,
  updatedAt: sql`${fundingFile.updatedAt}`,
};

const newestRun = and(eq(fundingRun.fileId, fundingFile.fileId), eq(fundingRun.runNo, fundingFile.runCount));

/**
 * One page of the files that match, with their exact number; what changed last comes first unless asked otherwise (F8.1).
 * Two statements.
 * @throws DomainError PAYLOAD_VALIDATION naming what cannot be asked
 */
export async function listFiles(ctx: Context, raw: unknown): Promise<FilePage> {
  authorise(ctx, "funding:read");
  const input = parseInput(ListFilesInput, raw);
  const { page = 1, pageSize = 25, sortBy = "updatedAt" } = input;
  const descending = (input.sortDirection ?? (input.sortBy === undefined ? "desc" : "asc")) === "desc";
  const where = whereFiles(input, ctx.now());
  const [count] = await ctx.db
    .select({ total: sql<number>`count(*)::int` })
    .from(fundingFile)
    .leftJoin(fundingRun, newestRun)
    .where(where);
  const direction = descending ? desc : asc;
  // Where nothing is to be done there is no age, so these come last either way.
  const sorted = direction(SORT_KEYS[sortBy]);
  const rows = await ctx.db
    .select({ file: FILE_COLUMNS, run: fundingRun })
    .from(fundingFile)
    .leftJoin(fundingRun, newestRun)
    .where(where)
    .orderBy(sortBy === "stepSince" ? sql`${sorted} nulls last` : sorted, direction(fundingFile.fileId))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const files = rows.map(({ file, run }) => ({ ...file, newestRun: run && summaryOf(run) }));
  return { totalRows: count?.total ?? 0, page, pageSize, files };
}

type Filters = ReturnType<typeof ListFilesInput.parse>;

function whereFiles(
  { path, step, reason, outcome, waitingDays, operator, search }: Filters,
  now: Date,
): SQL | undefined {
  return and(
    path === undefined ? undefined : onPath(path),
    step === undefined ? undefined : arrayContains(fundingFile.nextSteps, [step]),
    reason === undefined ? undefined : forReason(reason),
    outcome === undefined ? undefined : withOutcome(outcome),
    waitingDays === undefined
      ? undefined
      : lte(fundingFile.stepSince, new Date(now.getTime() - waitingDays * DAY_MS).toISOString()),
    operator === undefined ? undefined : eq(fundingFile.operator, operator),
    search === undefined
      ? undefined
      : sql`${fundingFile.searchText} like ${`%${escapeLike(search.toLowerCase())}%`}`,
  );
}

function onPath(path: string): SQL {
  if (path === "no_report") return sql`${fundingFile.runCount} = 0`;
  if (path === "review") return sql`(${fundingRun.runNo} is not null and ${fundingRun.workflow} is null)`;
  return sql`(${fundingRun.workflow} -> 'primaryPaths') @> ${JSON.stringify([path])}::jsonb`;
}

function withOutcome(outcome: FileOutcome): SQL {
  const finished = sql`(coalesce(${fundingFile.nextSteps} = '{}', false) and not ${onPath("parked")})`;
  const funded = sql`exists (select from funding_step_event e where e.file_id = ${fundingFile.fileId} and ${RECORDED_COMPENSATION})`;
  switch (outcome) {
    case "open":
      return sql`not ${finished}`;
    case "finished":
      return finished;
    case "declined":
      return sql`(${finished} and ${onPath("decline")})`;
    case "funded":
      return sql`(${finished} and not ${onPath("decline")} and ${funded})`;
    case "not_funded":
      return sql`(${finished} and not ${onPath("decline")} and not ${funded})`;
  }
}

function forReason(reason: string): SQL {
  return sql`${reason} in (${fundingRun.workflow} ->> 'parkedReason', ${fundingRun.workflow} ->> 'declineReason')`;
}

function summaryOf(run: typeof fundingRun.$inferSelect): NonNullable<FileSummary["newestRun"]> {
  const { representativeScore, decisions } = run.underwriting as unknown as KeptUnderwriting;
  const workflow = run.workflow as Workflow | null;
  return {
    runNo: run.runNo,
    policyVersion: run.policyVersion,
    createdAt: run.createdAt,
    representativeScore,
    reportStatus: decisions.reportStatus,
    tlDecision: decisions.tlDecision,
    mcaEligible: decisions.mcaEligible,
    sbaEligible: decisions.sbaEligible,
    primaryPaths: workflow?.primaryPaths ?? null,
    overlays: workflow?.overlays.map(({ id }) => id) ?? [],
    declineReason: workflow?.declineReason ?? null,
    parkedReason: workflow?.parkedReason ?? null,
    parkedCallbackDate: workflow?.parkedCallbackDate ?? null,
  };
}
