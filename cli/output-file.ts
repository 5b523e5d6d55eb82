import { lstatSync } from "node:fs";
import { UsageError } from "./failure.ts";

/**
 * What stands under the name that a command is to write: nothing, a regular file, or something else (a folder, a link, a
 * device, a pipe), which must not be replaced by a file. @throws UsageError for `-`, by which other programs mean the output
 */
export function standsAt(file: string): "nothing" | "file" | "other" {
  if (file === "-") throw new UsageError("--file must name a file; '-' does not stand for the output here.");
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) return "nothing";
  return found.isFile() ? "file" : "other";
}
