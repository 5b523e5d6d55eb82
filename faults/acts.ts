import { Readable } from "node:stream";
import type pg from "pg";
import type { Context, Actor as ContextActor, Role } from "../server/domain/context.ts";
import { addDocument as addClientDocument } from "../server/domain/funding/add-document.ts";
import { claimFile } from "../server/domain/funding/claim-file.ts";
import { completeStep } from "../server/domain/funding/complete-step.ts";
import { endPath } from "../server/domain/funding/end-path.ts";
import { getProgress } from "../server/domain/funding/get-progress.ts";
import { logCall } from "../server/domain/funding/log-call.ts";
import { PATHS } from "../server/domain/funding/model/paths.ts";
import { asksOf } from "../server/domain/funding/model/step-asks.ts";
import { releaseFile } from "../server/domain/funding/release-file.ts";
import { reopenStep } from "../server/domain/funding/reopen-step.ts";
import { reviseUnderwriting } from "../server/domain/funding/revise-underwriting.ts";
import { startTrack } from "../server/domain/funding/start-track.ts";
import { opened, received } from "../server/domain/funding/testing-files.ts";
import { CLIENTS, WALKS } from "../server/domain/funding/testing-steps.ts";
import { deleteMortgage } from "../server/domain/mortgages/delete-mortgage.ts";
import { getMortgage } from "../server/domain/mortgages/get-mortgage.ts";
import { listDocuments } from "../server/domain/mortgages/list-documents.ts";
import { previewDeletion } from "../server/domain/mortgages/preview-deletion.ts";
import { removeDocument } from "../server/domain/mortgages/remove-document.ts";
import {
  newBorrower,
  newMortgage,
  PDF,
  renewed,
  withDocument,
} from "../server/domain/mortgages/testing-mortgages.ts";
import { updateMortgage } from "../server/domain/mortgages/update-mortgage.ts";
import { changeStatus } from "../server/domain/pipeline/change-status.ts";
import { changeStatuses } from "../server/domain/pipeline/change-statuses.ts";
import { editLoan } from "../server/domain/pipeline/edit-loan.ts";
import { settleLoan } from "../server/domain/pipeline/settle-loan.ts";
import { settleLoans } from "../server/domain/pipeline/settle-loans.ts";
import { settleTrade } from "../server/domain/pipeline/settle-trade.ts";
import type { Dice } from "../server/domain/pipeline/testing-random.ts";
import { deliver, psxLoan, psxTrade } from "../server/domain/pipeline/testing-trades.ts";

/** What all actors share: one tenant, and what they know to be there. Ids that are gone stay, for who comes late. */
export interface World {
  /** At the time by which the reports are judged, or by the machine's clock, which `audit verify` holds files against. */
  as(actor: ContextActor, clock?: "judged" | "machine"): Context;
  owner: pg.Pool;
  /** The person who owns files. */
  operator: string;
  loans: number[];
  trades: number[];
  files: number[];
  borrowers: number[];
  mortgages: number[];
}

export interface Actor {
  chance: Dice;
  name: string;
  /** Of this operation. */
  number: number;
}

export interface Act {
  /** How often it is chosen, beside the others. */
  weight: number;
  act(world: World, actor: Actor): Promise<unknown>;
}

const as = (world: World, { name }: Actor, role: Role = "admin") => world.as({ kind: "user", name, role });
/** Whoever keeps papers. */
const atDesk = (world: World, { name }: Actor) => world.as({ kind: "user", name, role: "admin" }, "machine");
const EXCHANGE: ContextActor = { kind: "exchange", name: "system/exchange-webhook", role: null };

const money = (chance: Dice) => `${1 + chance.below(10 ** 6)}.${10 + chance.below(90)}`;
/** The newest are worked on most, so that actors meet. */
const any = (chance: Dice, ids: number[]) =>
  chance.below(3) > 0 ? chance.pick(...ids.slice(-12)) : chance.pick(...ids);
/** As it was read, or from before somebody else's change. */
const perhapsStale = (chance: Dice, version: number) =>
  chance.below(8) === 0 ? Math.max(1, version - 1) : version;

const STATUSES = [
  "in_transit",
  "delivered",
  "delivered",
  "rejected",
  "returned",
  "disputed",
  "in_transit",
  "purchased",
];
const SETTLEMENT = { settlementDate: "2026-03-05", settlementReference: "WIRE" };

async function buy(world: World, { chance, number }: Actor): Promise<void> {
  const isAgain = chance.below(6) === 0 && number > 20;
  const id = `OP-${isAgain ? chance.below(20) : number}`;
  const loans = Array.from({ length: 1 + chance.below(4) }, (_, at) =>
    psxLoan(at + 1, { purchasePrice: money(chance) }),
  );
  const { pipelineTradeId } = await deliver(world.as(EXCHANGE), psxTrade(id, loans));
  world.trades.push(pipelineTradeId);
  const { rows } = await world.owner.query<{ id: number }>(
    "select pipeline_loan_id as id from pipeline_loan where pipeline_trade_id = $1 order by 1",
    [pipelineTradeId],
  );
  world.loans.push(...rows.map(({ id: loanId }) => loanId));
}

/** What there is to work on, made first when there is nothing yet. */
async function someOf(
  world: World,
  actor: Actor,
  what: "loans" | "files" | "mortgages",
): Promise<{ ids: number[]; id: number }> {
  if (world[what].length === 0) await { loans: buy, files: open, mortgages: create }[what](world, actor);
  return { ids: world[what], id: any(actor.chance, world[what]) };
}

export const PIPELINE: Record<string, Act> = {
  buy: { weight: 6, act: buy },
  move: {
    weight: 14,
    async act(world, actor) {
      const { id } = await someOf(world, actor, "loans");
      const newStatus = actor.chance.pick(...STATUSES);
      await changeStatus(as(world, actor, "operator"), { loanId: id, newStatus, notes: "moved" });
    },
  },
  "bulk move": {
    weight: 10,
    async act(world, actor) {
      const { ids } = await someOf(world, actor, "loans");
      const loanIds = actor.chance.some(ids.slice(-60), 25);
      const newStatus = actor.chance.pick(...STATUSES);
      await changeStatuses(as(world, actor, "operator"), { loanIds, newStatus, notes: "moved" });
    },
  },
  settle: {
    weight: 9,
    async act(world, actor) {
      const { id } = await someOf(world, actor, "loans");
      const settlementAmount = money(actor.chance);
      const settlementDate = actor.chance.below(8) === 0 ? "2099-01-01" : SETTLEMENT.settlementDate;
      const settlement = { ...SETTLEMENT, settlementDate, settlementAmount };
      await settleLoan(as(world, actor), { loanId: id, ...settlement });
    },
  },
  "bulk settle": {
    weight: 3,
    async act(world, actor) {
      const { ids } = await someOf(world, actor, "loans");
      await settleLoans(as(world, actor), { loanIds: actor.chance.some(ids.slice(-60), 8), ...SETTLEMENT });
    },
  },
  "settle a trade": {
    weight: 2,
    async act(world, actor) {
      await someOf(world, actor, "loans");
      await settleTrade(as(world, actor), { tradeId: any(actor.chance, world.trades), ...SETTLEMENT });
    },
  },
  "sale price": {
    weight: 8,
    async act(world, actor) {
      const { id } = await someOf(world, actor, "loans");
      const { chance } = actor;
      const version = chance.below(2) === 0 ? { version: 1 + chance.below(4) } : {};
      const salePrice = chance.pick(money(chance), money(chance), null);
      await editLoan(as(world, actor), { loanId: id, salePrice, ...version });
    },
  },
};

type Kind = keyof typeof CLIENTS;
/** Who is parked comes more often: only they are called. */
const KINDS: Kind[] = [...(Object.keys(CLIENTS) as Kind[]), "thin", "thin", "thin", "thin"];

async function open(world: World, actor: Actor): Promise<void> {
  const email = `client-${actor.number}@mail.test`;
  const { fileId } = await opened(as(world, actor), { email, operator: world.operator });
  world.files.push(fileId);
}

async function step(world: World, actor: Actor): Promise<void> {
  const { id: fileId } = await someOf(world, actor, "files");
  const { chance } = actor;
  const ctx = as(world, actor, "operator");
  const { paths, version } = await getProgress(ctx, { fileId });
  const mine = paths.filter(({ steps }) => steps.some(({ state }) => state !== "done"));
  const path =
    mine.length > 0 && chance.below(6) > 0 ? chance.pick(...mine).path : chance.pick("term_loan", "parked");
  const walk: [string, string, Record<string, unknown>?][] = WALKS[path];
  const present = paths.find((one) => one.path === path)?.steps ?? [];
  const next = walk.find(([, name]) => present.find(({ id }) => id === name)?.state !== "done");
  const [, name, data] = next && chance.below(5) > 0 ? next : chance.pick(...walk);
  const needsNotes = asksOf(path, name) === "verification";
  await completeStep(ctx, {
    fileId,
    version: perhapsStale(chance, version),
    path,
    step: name,
    data: data ?? (needsNotes ? { notes: "Seen" } : {}),
    ...(chance.below(2) === 0 ? { requestId: `${actor.name}-${actor.number}` } : {}),
  });
}

async function callback(world: World, { chance }: Actor): Promise<{ fileId: number; version: number }> {
  const { rows } = await world.owner.query<{ fileId: number; version: number }>(
    'select file_id as "fileId", version from funding_callback order by file_id desc limit 4',
  );
  const known = chance.below(5) > 0 && rows.length > 0 ? chance.pick(...rows) : undefined;
  return known ?? { fileId: world.files.length > 0 ? chance.pick(...world.files) : 1, version: 1 };
}

export const FUNDING: Record<string, Act> = {
  "open a file": { weight: 4, act: open },
  report: {
    weight: 7,
    async act(world, actor) {
      const { id } = await someOf(world, actor, "files");
      const [report] = CLIENTS[actor.chance.pick(...KINDS)];
      await received(as(world, actor), id, report);
    },
  },
  underwrite: {
    weight: 4,
    async act(world, actor) {
      const { id: fileId } = await someOf(world, actor, "files");
      const ctx = as(world, actor);
      const version = perhapsStale(actor.chance, (await getProgress(ctx, { fileId })).version);
      const applicant = actor.chance.pick<object>(
        { statedIncome: money(actor.chance) },
        { statedIncome: "26000.00", monthlyRevenue: null, businessStartedOn: null },
        { monthlyRevenue: "21000.00", businessStartedOn: "2020-01-01" },
      );
      await reviseUnderwriting(ctx, { fileId, version, reason: "As the client said", applicant });
    },
  },
  "start a track": {
    weight: 3,
    async act(world, actor) {
      const { id: fileId } = await someOf(world, actor, "files");
      const ctx = as(world, actor, "operator");
      const { version, tracks } = await getProgress(ctx, { fileId });
      const track = tracks.length > 0 ? actor.chance.pick(...tracks).track : "creative";
      await startTrack(ctx, { fileId, version, track });
    },
  },
  step: { weight: 24, act: step },
  reopen: {
    weight: 5,
    async act(world, actor) {
      const { id: fileId } = await someOf(world, actor, "files");
      const ctx = as(world, actor);
      const { version, paths } = await getProgress(ctx, { fileId });
      const done = paths.flatMap(({ path, steps }) =>
        steps.filter(({ state }) => state === "done").map(({ id }) => ({ path, step: id })),
      );
      const what =
        done.length > 0 ? actor.chance.pick(...done) : { path: "term_loan", step: "send_agreement" };
      await reopenStep(ctx, { fileId, version, ...what, reason: "A mistake" });
    },
  },
  "end a path": {
    weight: 5,
    async act(world, actor) {
      const { id: fileId } = await someOf(world, actor, "files");
      const ctx = as(world, actor, "operator");
      const { version, paths } = await getProgress(ctx, { fileId });
      const open = paths.find(
        ({ path, state }) => state === "active" && PATHS[path].notFundedReasons.length > 0,
      );
      const reason = {
        path: open?.path ?? "term_loan",
        reason: "client_refused",
        notes: "Not wanted any more",
      };
      await endPath(ctx, { fileId, version, ...reason });
    },
  },
  claim: {
    weight: 6,
    act: async (world, actor) => claimFile(as(world, actor, "operator"), await callback(world, actor)),
  },
  call: {
    weight: 3,
    async act(world, actor) {
      const outcome = actor.chance.pick("no_answer", "left_message", "call_later");
      const callOn = outcome === "call_later" ? { callOn: "2026-06-01" } : {};
      await logCall(as(world, actor, "operator"), { ...(await callback(world, actor)), outcome, ...callOn });
    },
  },
  release: {
    weight: 2,
    async act(world, actor) {
      const { fileId } = await callback(world, actor);
      await releaseFile(as(world, actor, "operator"), { fileId });
    },
  },
  "client's document": {
    weight: 3,
    async act(world, actor) {
      const { id: fileId } = await someOf(world, actor, "files");
      const content = Readable.from([PDF, Buffer.from(`% ${actor.chance.below(50)}\n`)]);
      const facts = { fileId, name: `${actor.number}.pdf`, kind: "bank_statement" };
      await addClientDocument(atDesk(world, actor), facts, content);
    },
  },
};

async function create(world: World, actor: Actor): Promise<void> {
  const ctx = atDesk(world, actor);
  if (world.borrowers.length < 5) world.borrowers.push(await newBorrower(ctx));
  const borrowerId = actor.chance.pick(...world.borrowers);
  const { mortgageId } = await newMortgage(ctx, { borrowerId, loanAmount: money(actor.chance) });
  world.mortgages.push(mortgageId);
}

export const MORTGAGES: Record<string, Act> = {
  create: { weight: 4, act: create },
  renew: {
    weight: 5,
    async act(world, actor) {
      const { id: mortgageId } = await someOf(world, actor, "mortgages");
      const ctx = atDesk(world, actor);
      const found = await getMortgage(ctx, { mortgageId });
      const facts = { version: 1, originationDate: "2024-03-01", ...found, mortgageId };
      const { renewal } = await renewed(ctx, { ...facts } as Parameters<typeof renewed>[1]);
      world.mortgages.push(renewal.mortgageId);
    },
  },
  update: {
    weight: 8,
    async act(world, actor) {
      const { id: mortgageId } = await someOf(world, actor, "mortgages");
      const ctx = atDesk(world, actor);
      const version = perhapsStale(actor.chance, (await getMortgage(ctx, { mortgageId }))?.version ?? 1);
      const change = actor.chance.pick<object>(
        { loanAmount: money(actor.chance) },
        { interestRate: "5.875" },
        { status: actor.chance.pick("active", "closed", "defaulted") },
        { property: { city: `City ${actor.chance.below(9)}` } },
      );
      await updateMortgage(ctx, { mortgageId, version, ...change });
    },
  },
  delete: {
    weight: 5,
    async act(world, actor) {
      const { id: mortgageId } = await someOf(world, actor, "mortgages");
      const ctx = atDesk(world, actor);
      const { planToken } = await previewDeletion(ctx, { mortgageId });
      // Somebody looks for a moment; meanwhile another one may add to it.
      if (actor.chance.below(4) === 0) await withDocument(ctx, mortgageId, "title", `${actor.number}.pdf`);
      await deleteMortgage(ctx, { mortgageId, planToken });
    },
  },
  "add a document": {
    weight: 5,
    async act(world, actor) {
      const { id } = await someOf(world, actor, "mortgages");
      await withDocument(atDesk(world, actor), id, "appraisal", `${actor.number}.pdf`);
    },
  },
  "remove a document": {
    weight: 3,
    async act(world, actor) {
      const { id: mortgageId } = await someOf(world, actor, "mortgages");
      const ctx = atDesk(world, actor);
      const documents = await listDocuments(ctx, { mortgageId });
      const documentId = documents.length > 0 ? actor.chance.pick(...documents).documentId : 1;
      await removeDocument(ctx, { mortgageId, documentId });
    },
  },
};
