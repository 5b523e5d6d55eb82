import { sql } from "drizzle-orm";
import { rowsOf } from "../../../db/connect.ts";
import { authorise, type Context } from "../context.ts";
import { refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { type Applicant, type CreditReport, PolicyInput } from "./input.ts";
import { guardPolicy, guardPolicyVersion, type Policy } from "./model/policy.ts";
import { keptOf } from "./model/run.ts";
import { differencesBetween, judgementOf, type RunDifference } from "./model/run-differences.ts";
import { type Overrides, underwrite } from "./model/underwriting.ts";
import { readPolicy } from "./policy-rows.ts";

export interface PolicyPreview {
  /** Files that have been underwritten and are not through: under way, or parked. */
  judged: number;
  /** How many of them the draft would judge otherwise than the policy in force. */
  changed: number;
  /** From which paths to which, the most frequent first; files whose paths stay are left out. */
  moves: { from: string; to: string; files: number }[];
  /** The first of the changed ones, by id. */
  examples: { fileId: number; name: string; operator: string; changes: RunDifference[] }[];
}

const MOST_EXAMPLES = 100;

/** A page of files, and bytes of their reports as text: what is held in memory at once. */
const FILES_AT_ONCE = 50;
const BYTES_AT_ONCE = 4_000_000;

interface JudgedFile {
  fileId: number;
  name: string;
  operator: string;
  report: CreditReport;
  applicant: Applicant;
  overrides: Overrides;
  /** Unix milliseconds. */
  at: number;
}

/**
 * What a draft of the policy would change (F1.3): the newest report of every file that is not through, judged by the policy in force and by the
 * draft, both as of its newest run, so that what differs comes from the draft and not from the days since. Nothing is
 * written. Files are read a page at a time. Administrators only.
 * @throws DomainError as for saving it
 */
export async function previewPolicy(ctx: Context, raw: unknown): Promise<PolicyPreview> {
  authorise(ctx, "funding:configure");
  const draft = parseInput(PolicyInput, raw);
  refuseIf(guardPolicy(draft));
  const { policy: present } = await readPolicy(ctx.db);
  refuseIf(guardPolicyVersion(draft.version, present.version));
  const preview: PolicyPreview = { judged: 0, changed: 0, moves: [], examples: [] };
  const moves = new Map<string, PolicyPreview["moves"][number]>();
  for await (const file of judgedFiles(ctx)) {
    preview.judged += 1;
    const changes = changesOf(file, present, draft);
    if (changes.length === 0) continue;
    preview.changed += 1;
    countMove(moves, changes);
    const { fileId, name, operator } = file;
    if (preview.examples.length < MOST_EXAMPLES) preview.examples.push({ fileId, name, operator, changes });
  }
  preview.moves = [...moves.values()].sort((a, b) => b.files - a.files);
  return preview;
}

function changesOf({ report, applicant, overrides, at }: JudgedFile, present: Policy, draft: Policy) {
  const [before, after] = [present, draft].map((policy) => {
    const run = underwrite(report, applicant, policy, at, overrides);
    return judgementOf({ ...keptOf(run), workflow: run.workflow });
  });
  return before && after ? differencesBetween(before, after) : [];
}

function countMove(moves: Map<string, PolicyPreview["moves"][number]>, changes: RunDifference[]): void {
  const paths = changes.find(({ field }) => field === "paths");
  if (!paths) return;
  const [from, to] = [String(paths.from), String(paths.to)];
  const key = `${from} → ${to}`;
  const move = moves.get(key) ?? { from, to, files: 0 };
  moves.set(key, { ...move, files: move.files + 1 });
}

async function* judgedFiles(ctx: Context): AsyncGenerator<JudgedFile> {
  for (let after = 0; ; ) {
    const page = await judgedFilesAfter(ctx, after);
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = last.fileId;
  }
}

/** At least one, while there are any. */
function judgedFilesAfter(ctx: Context, after: number): Promise<JudgedFile[]> {
  return rowsOf<JudgedFile>(
    ctx.db,
    sql`with page as (
        select f.file_id, f.name, f.operator, r.report_id, r.applicant, r.overrides, r.created_at
        from funding_file f join funding_run r on r.file_id = f.file_id and r.run_no = f.run_count
        where f.file_id > ${after}
          and (f.next_steps is distinct from '{}' or (r.workflow -> 'primaryPaths') @> '["parked"]') order by f.file_id limit ${FILES_AT_ONCE}),
      measured as (
        select page.*, row_number() over in_order as place, sum(octet_length(normalised::text)) over in_order as bytes
        from page join funding_credit_report using (report_id) window in_order as (order by page.file_id))
      select n.file_id as "fileId", n.name, n.operator, n.applicant, n.overrides, c.normalised as report,
        (extract(epoch from n.created_at) * 1000)::float8 as at
      from measured n join funding_credit_report c using (report_id)
      where n.place = 1 or n.bytes <= ${BYTES_AT_ONCE} order by n.file_id`,
  );
}
