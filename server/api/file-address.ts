import { FileInput } from "../domain/funding/file-input.ts";
import { parseInput } from "../domain/parse.ts";
import type { Call } from "./rest.ts";

/** One that is no id is a fault of the address. */
export function fileAt(call: Call): { fileId: number } {
  return parseInput(FileInput, { fileId: call.params.id });
}

/** The id in the path wins over anything of that name in the body. */
export async function bodyForFile(call: Call): Promise<Record<string, unknown>> {
  const address = fileAt(call);
  return { ...(await call.body()), ...address };
}
