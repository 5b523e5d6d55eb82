import { eq } from "drizzle-orm";
import { fundingFile } from "../../../db/tenant/schema/funding.ts";
import { authorise, type Context, today } from "../context.ts";
import { DomainError } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { FileInput } from "./file-input.ts";
import { FILE_COLUMNS } from "./file-rows.ts";
import { readLenders } from "./lender-rows.ts";
import { FILE_NOT_FOUND } from "./model/file.ts";
import { type Shortlist, shortlistFor } from "./model/shortlist.ts";
import { clientFigures } from "./model/submission.ts";
import { readUnderWay } from "./step-rows.ts";

/**
 * Which lenders a file of established funding may be submitted to, and for every other one why not (F6.1). Four statements.
 * @returns null where nothing of established funding is open to the client
 * @throws DomainError FILE_NOT_FOUND, also for a file of another tenant
 */
export async function getShortlist(ctx: Context, raw: unknown): Promise<Shortlist | null> {
  authorise(ctx, "funding:read");
  const { fileId } = parseInput(FileInput, raw);
  const [file] = await ctx.db.select(FILE_COLUMNS).from(fundingFile).where(eq(fundingFile.fileId, fileId));
  if (!file) throw new DomainError(FILE_NOT_FOUND);
  const client = clientFigures(await readUnderWay(ctx.db, file), today(ctx));
  return client && shortlistFor(client, await readLenders(ctx.db));
}
