import { eq } from "drizzle-orm";
import { fundingFile } from "../../../db/tenant/schema/funding.ts";
import { dayIn } from "../business-days.ts";
import { authorise, type Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { readDocumentRules, readDocuments, type StoredDocument } from "./document-rows.ts";
import { FileInput } from "./file-input.ts";
import { FILE_COLUMNS } from "./file-rows.ts";
import { type ChecklistLine, checklist, gathered, wantedFor } from "./model/documents.ts";
import { FILE_NOT_FOUND } from "./model/file.ts";
import type { EstablishedSubVariant } from "./model/paths.ts";
import { standingOf } from "./model/standing.ts";
import { readUnderWay } from "./step-rows.ts";

export interface FileDocuments {
  fileId: number;
  /** What the client qualifies for, as it was approved; null where no documents are asked for. */
  establishedSubVariant: EstablishedSubVariant | null;
  /** What is wanted for it, and how much of it has come. */
  checklist: ChecklistLine[];
  /** What of the list is there, as the step that gathers documents takes it. */
  gathered: { document: string; receivedOn: string }[];
  /** In the order in which they came, without those that were removed. */
  documents: StoredDocument[];
  removed: StoredDocument[];
}

/**
 * The documents of a file, beside what is wanted of its client (F6.2).
 * @throws DomainError FILE_NOT_FOUND, also for a file of another tenant
 */
export async function listDocuments(ctx: Context, raw: unknown): Promise<FileDocuments> {
  authorise(ctx, "funding:read");
  const { fileId } = parseInput(FileInput, raw);
  const [file] = await ctx.db.select(FILE_COLUMNS).from(fundingFile).where(eq(fundingFile.fileId, fileId));
  if (!file) throw new DomainError(FILE_NOT_FOUND);
  const all = await readDocuments(ctx.db, fileId);
  const { rules } = await readDocumentRules(ctx.db);
  const state = await readUnderWay(ctx.db, file);
  const { establishedSubVariant } = standingOf(state, [], ctx.now().getTime());
  const documents = all.filter(({ removedAt }) => removedAt === null);
  const wanted = establishedSubVariant === null ? [] : wantedFor(rules, establishedSubVariant);
  const receivedOn = (moment: string) => dayIn(ctx.tenant.timeZone, new Date(moment));
  const lines = checklist(
    wanted,
    documents.map((one) => ({ ...one, receivedOn: receivedOn(one.receivedAt) })),
  );
  return {
    fileId,
    establishedSubVariant,
    checklist: lines,
    gathered: gathered(lines),
    documents,
    removed: all.filter(({ removedAt }) => removedAt !== null),
  };
}
