import { eq } from "drizzle-orm";
import { fundingFile } from "../../../db/tenant/schema/funding.ts";
import { authorise, type Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { readCards } from "./card-rows.ts";
import { readEffects, type ShownEffect } from "./effect-rows.ts";
import { FileInput } from "./file-input.ts";
import { FILE_COLUMNS } from "./file-rows.ts";
import { FILE_NOT_FOUND } from "./model/file.ts";
import { type FileStanding, MOST_SHOWN, standingOf } from "./model/standing.ts";
import { readUnderWay } from "./step-rows.ts";

export interface FileProgress extends FileStanding {
  fileId: number;
  /** What a change has to name. */
  version: number;
  /** The number of the newest run; 0 before the first. */
  runNo: number;
  /** The outbox, newest first, so many at most (F3.10); what somebody may have to see to is among them. */
  effects: ShownEffect[];
  /** How many others have gone out, or were withdrawn, before. */
  earlierEffects: number;
}

/**
 * How far a file has come: what is next, what is blocked and why, what happened and what went out (F3.3, F3.9, F3.10). Five
 * statements, however long its story is.
 * @throws DomainError FILE_NOT_FOUND, also for a file of another tenant
 */
export async function getProgress(ctx: Context, raw: unknown): Promise<FileProgress> {
  authorise(ctx, "funding:read");
  const { fileId } = parseInput(FileInput, raw);
  const [file] = await ctx.db.select(FILE_COLUMNS).from(fundingFile).where(eq(fundingFile.fileId, fileId));
  if (!file) throw new DomainError(FILE_NOT_FOUND);
  const state = await readUnderWay(ctx.db, file);
  const cards = await readCards(ctx.db, fileId);
  const outbox = await readEffects(ctx.db, fileId, MOST_SHOWN);
  return {
    fileId,
    version: file.version,
    runNo: file.runCount,
    ...standingOf(state, cards, ctx.now().getTime()),
    ...outbox,
  };
}
