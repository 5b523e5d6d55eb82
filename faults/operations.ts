import { DomainError } from "../server/domain/errors.ts";
import { JUDGED_AT } from "../server/domain/funding/testing-files.ts";
import { type Act, type Actor, FUNDING, MORTGAGES, PIPELINE, type World } from "./acts.ts";
import { type Desk, openDesk } from "./desk.ts";
import type { Run, Suite } from "./suite.ts";

const ACTORS = 8;
/** A run goes on until everything rare has happened, so many times its size at most. */
const LONGEST = 4;
const ACTS: Record<string, Act> = { ...PIPELINE, ...FUNDING, ...MORTGAGES };
const LOTTERY = Object.entries(ACTS).flatMap(([what, { weight }]) => Array<string>(weight).fill(what));

/** Refusals of races and of rules that a run must have met; of the others it is enough that they are known. */
const MUST_BE_MET = [
  "INVALID_TRANSITION",
  "CONFLICT",
  "STEP_OUT_OF_TURN",
  "NOT_IN_QUEUE",
  "CALL_TAKEN",
  "MORTGAGE_NOT_FOUND",
  "DELETION_PLAN_CHANGED",
];
/** A short run does not meet them for certain. */
const MUST_BE_MET_IN_FULL = [
  "DUPLICATE_TRADE",
  "STEP_DONE_ALREADY",
  "MORTGAGE_CHANGED",
  "ALREADY_RENEWED",
  "NOT_RENEWABLE",
  "HAS_RENEWAL",
  "DOCUMENT_NOT_FOUND",
];

export const operations: Suite = {
  name: "operations",
  isVerbsOnly: true,
  promise:
    "A3 no invariant breaks under random operations of 8 actors over all modules, and what is refused is refused by a known code",
  async run(run) {
    const desk = await openDesk({ isVerbsOnly: true });
    try {
      await operate(run, desk);
    } finally {
      await desk.close();
    }
  },
};

async function operate(run: Run, desk: Desk): Promise<void> {
  const [count, between] = [run.size(1_500, 100_000), run.size(500, 2_500)];
  const world = await worldOf(desk);
  const fine: Record<string, number> = Object.fromEntries(Object.keys(ACTS).map((what) => [what, 0]));
  const refused: Record<string, number> = Object.fromEntries(
    [...MUST_BE_MET, ...(run.isFull ? MUST_BE_MET_IN_FULL : [])].map((code) => [code, 0]),
  );
  const isMissing = () => [fine, refused].some((counts) => Object.values(counts).includes(0));
  let [begun, audits] = [0, 0];
  const audit = async (after: number) => {
    audits += 1;
    await desk.audit(run, `after ${after} operations`);
  };
  const act = async (number: number) => {
    const chance = run.dice(number + 1);
    while ((begun < count || isMissing()) && begun < LONGEST * count && run.failures.length === 0) {
      begun += 1;
      if (begun % between === 0) await audit(begun);
      const what = chance.pick(...LOTTERY);
      const actor: Actor = { chance, name: `actor-${number}@desk.test`, number: begun };
      try {
        await (ACTS[what] as Act).act(world, actor);
        fine[what] = (fine[what] ?? 0) + 1;
      } catch (error) {
        const code = error instanceof DomainError ? error.refusal.code : null;
        if (code === null || code === "INTERNAL" || code === "DELETION_FAILED")
          run.check(false, `${what} (operation ${actor.number}) fell over: ${told(error)}`);
        else refused[code] = (refused[code] ?? 0) + 1;
      }
    }
  };
  await Promise.all(Array.from({ length: ACTORS }, (_, number) => act(number)));
  await audit(begun);
  if (run.failures.length === 0) run.sometimes({ ...fine, ...refused });
  const done = Object.values(fine).reduce((sum, one) => sum + one, 0);
  run.figure(`${begun} operations by ${ACTORS} actors, ${done} carried out, ${audits} times audited`);
  const codes = Object.entries(refused).sort(([a], [b]) => a.localeCompare(b));
  run.figure(`refused: ${codes.map(([code, times]) => `${code} ${times}`).join(", ")}`);
}

/** One tenant's context for all, each time with another actor; its clock moves with the operations. */
async function worldOf(desk: Desk): Promise<World> {
  const ctx = await desk.as("admin");
  const from = Date.parse(JUDGED_AT);
  let ticks = 0;
  return {
    as: (actor, clock = "judged") =>
      clock === "machine" ? { ...ctx, actor } : { ...ctx, actor, now: () => new Date(from + ticks++ * 50) },
    owner: desk.owner,
    operator: desk.adminEmail,
    loans: [],
    trades: [],
    files: [],
    borrowers: [],
    mortgages: [],
  };
}

function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` — ${error.cause.message}` : "";
  return `${error.message.slice(0, 200)}${cause}\n${error.stack?.split("\n").slice(1, 6).join("\n")}`;
}
