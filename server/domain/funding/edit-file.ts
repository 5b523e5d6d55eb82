import { authorise, type Context, inTransaction, today } from "../context.ts";
import { refuseIf } from "../errors.ts";
import { invalidInput, parseInput } from "../parse.ts";
import { EditFileInput } from "./file-input.ts";
import { changeFile, lockFile, type StoredFile } from "./file-rows.ts";
import { type FileDetail, getFile } from "./get-file.ts";
import { type FileFacts, guardBusinessStart, guardFileVersion } from "./model/file.ts";

/**
 * Changes what is known of a client (F1.1). What underwriting has judged stays as it was judged: a corrected figure counts
 * from the next run on, and the file says so until then. An edit that changes nothing writes nothing.
 * @throws DomainError FILE_NOT_FOUND; CONFLICT for a stale version, carrying both
 */
export async function editFile(ctx: Context, raw: unknown): Promise<FileDetail> {
  authorise(ctx, "funding:operate");
  const { fileId, version, ...given } = parseInput(EditFileInput, raw);
  const facts = Object.entries(given).filter(([, value]) => value !== undefined);
  if (facts.length === 0) throw invalidInput([{ field: "", message: "name at least one field to change" }]);
  refuseIf(guardBusinessStart("businessStartedOn", given.businessStartedOn, today(ctx)));
  await inTransaction(ctx, async (tx) => {
    const before = await lockFile(tx, fileId);
    refuseIf(guardFileVersion(version, before));
    const changed = facts.filter(([field, value]) => before[field as keyof StoredFile] !== value);
    if (changed.length > 0)
      await changeFile(tx, ctx, before, Object.fromEntries(changed) as Partial<FileFacts>);
  });
  return getFile(ctx, { fileId });
}
