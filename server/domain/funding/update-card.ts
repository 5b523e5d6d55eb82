import { authorise, type Context, inTransaction } from "../context.ts";
import { refuse, refuseIf } from "../errors.ts";
import { isPositive } from "../money.ts";
import { parseInput } from "../parse.ts";
import { appendCardChange, readCards } from "./card-rows.ts";
import { changeFile, lockFile } from "./file-rows.ts";
import { type FileProgress, getProgress } from "./get-progress.ts";
import { guardCardSeen, guardCardUpdate, guardPlanSeen, planNoOf } from "./model/funding-plan.ts";
import { invalid } from "./model/step-asks.ts";
import { UpdateCardInput } from "./step-input.ts";
import { readUnderWay } from "./step-rows.ts";

/**
 * Says how a card of the funding plan stands from now on; how it stood stays in its history (F3.7). A change that changes
 * nothing writes nothing, so that the same one again answers the same.
 * @throws DomainError FILE_NOT_FOUND; CARD_NOT_FOUND; STEP_OUT_OF_TURN; CARD_CHANGED when somebody was quicker, with the card or
 * with another plan
 */
export async function updateCard(ctx: Context, raw: unknown): Promise<FileProgress> {
  authorise(ctx, "funding:operate");
  const { fileId, planNo, cardNo, seen, status, ...given } = parseInput(UpdateCardInput, raw);
  await inTransaction(ctx, async (tx) => {
    const file = await lockFile(tx, fileId);
    const { workflow, progress, events } = await readUnderWay(tx, file);
    refuseIf(guardCardUpdate(workflow, progress, events));
    refuseIf(guardPlanSeen(planNo, planNoOf(events)));
    const card = (await readCards(tx, fileId)).find((one) => one.cardNo === cardNo);
    if (!card) return refuse("CARD_NOT_FOUND", "The funding plan has no such card. Check its number.");
    const { issuer, changeNo } = card;
    const next = { status, amount: given.amount ?? card.amount, notes: given.notes ?? null };
    const isNoted = next.notes === null || next.notes === card.notes;
    if (status === card.status && next.amount === card.amount && isNoted) return;
    refuseIf(guardCardSeen(seen, card));
    if (status === "approved" && !isPositive(next.amount))
      refuseIf(invalid("amount", "must be more than 0 for an approved card"));
    await appendCardChange(tx, ctx, fileId, { planNo, cardNo, issuer, changeNo: changeNo + 1, ...next });
    await changeFile(tx, ctx, file, {});
  });
  return getProgress(ctx, { fileId });
}
