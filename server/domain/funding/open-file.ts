import { fundingFile } from "../../../db/tenant/schema/funding.ts";
import { authorise, type Context, today } from "../context.ts";
import { invalidInput, parseInput } from "../parse.ts";
import { futureDay } from "../written-day.ts";
import { OpenFileInput } from "./file-input.ts";
import { type FileDetail, getFile } from "./get-file.ts";
import { guardOperator } from "./guard-operator.ts";
import { nextStepsOf } from "./model/outward-standing.ts";
import { NOTHING_DONE } from "./model/progress.ts";

const NEW = { run: null, workflow: null, progress: NOTHING_DONE };

/**
 * Opens a file for a client (F1.1). Others that may be of the same client are shown with it and keep nobody from it.
 * @throws DomainError PAYLOAD_VALIDATION naming every wrong field; `operator` when a client of the API, who has no address,
 * leaves it out, or when it is nobody who may operate here
 */
export async function openFile(ctx: Context, raw: unknown): Promise<FileDetail> {
  authorise(ctx, "funding:operate");
  const future = futureDay("businessStartedOn", Object(raw).businessStartedOn, today(ctx));
  const { operator = ownAddress(ctx), ...facts } = parseInput(
    OpenFileInput,
    raw,
    "PAYLOAD_VALIDATION",
    future,
  );
  await guardOperator(ctx, operator);
  const at = ctx.now().toISOString();
  const by = { createdAt: at, createdBy: ctx.actor.name, updatedAt: at, updatedBy: ctx.actor.name };
  const [row] = await ctx.db
    .insert(fundingFile)
    .values({
      ...facts,
      operator,
      version: 1,
      runCount: 0,
      nextSteps: nextStepsOf(NEW),
      stepSince: at,
      ...by,
    })
    .returning({ fileId: fundingFile.fileId });
  if (!row) throw new Error("unreachable: one row in, one row out");
  return getFile(ctx, row);
}

function ownAddress({ actor }: Context): string {
  if (actor.kind === "user") return actor.name.toLowerCase();
  throw invalidInput([{ field: "operator", message: "is required: say whose file it is" }]);
}
