import { authorise, type Context, inTransaction, today } from "../context.ts";
import { refuseIf } from "../errors.ts";
import { invalidInput, parseInput } from "../parse.ts";
import { futureDay } from "../written-day.ts";
import { EditFileInput } from "./file-input.ts";
import { changeFile, lockFile, type StoredFile } from "./file-rows.ts";
import { type FileDetail, getFile } from "./get-file.ts";
import { guardOperator } from "./guard-operator.ts";
import { type FileFacts, guardFileVersion } from "./model/file.ts";

/**
 * Changes what is known of a client (F1.1). What underwriting has judged stays as it was judged: a corrected figure counts
 * from the next run on, and the file says so until then. An edit that changes nothing writes nothing.
 * @throws DomainError FILE_NOT_FOUND; PAYLOAD_VALIDATION, of `operator` for somebody who may not operate here; CONFLICT for a stale version, carrying both
 */
export async function editFile(ctx: Context, raw: unknown): Promise<FileDetail> {
  authorise(ctx, "funding:operate");
  const future = futureDay("businessStartedOn", Object(raw).businessStartedOn, today(ctx));
  const { fileId, version, ...given } = parseInput(EditFileInput, raw, "PAYLOAD_VALIDATION", future);
  const facts = Object.entries(given).filter(([, value]) => value !== undefined);
  if (facts.length === 0) throw invalidInput([{ field: "", message: "name at least one field to change" }]);
  await inTransaction(ctx, async (tx) => {
    const before = await lockFile(tx, fileId);
    refuseIf(guardFileVersion(version, before));
    const { operator = before.operator } = given;
    // Whoever has the file keeps it, also when they are not here any more.
    if (operator !== before.operator) await guardOperator(ctx, operator);
    const changed = facts.filter(([field, value]) => before[field as keyof StoredFile] !== value);
    if (changed.length > 0)
      await changeFile(tx, ctx, before, Object.fromEntries(changed) as Partial<FileFacts>);
  });
  return getFile(ctx, { fileId });
}
