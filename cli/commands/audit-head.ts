import { closeSync, openSync, rmSync, writeFileSync } from "node:fs";
import { takeHead } from "../../server/domain/tenancy/take-head.ts";
import { requireTenant } from "../../server/domain/tenancy/tenant-rows.ts";
import type { Command } from "../command.ts";
import { withDeployment } from "../environment.ts";
import { explain, Failure } from "../failure.ts";
import { standsAt } from "../output-file.ts";

const COULD_NOT_CHECK = 2;

export const command: Command = {
  summary:
    "Writes how far each append-only log of a tenant has come, with its hashes, for `audit verify --head`. Keep it outside.",
  options: {
    tenant: { value: "slug", description: "the tenant", required: true },
    file: {
      value: "path",
      description: "the file to write, which must not be there; left out, the head is printed",
    },
  },
  async run(args) {
    const file = args.optionalText("file");
    if (file !== undefined && standsAt(file) !== "nothing") throw isThere(file);
    const head = await take(args.text("tenant"));
    const text = `${JSON.stringify(head, null, 2)}\n`;
    if (file === undefined) return { result: { ...head }, text: text.trimEnd() };
    writeNew(file, text);
    const rows = head.logs.reduce((sum, { count }) => sum + count, 0);
    return {
      result: { file, ...head },
      text: `Wrote the head of ${head.logs.length} logs with ${rows.toLocaleString("en-US")} rows to ${file}.\nIts hash: ${head.sha256}`,
    };
  },
};

async function take(slug: string) {
  try {
    return await withDeployment(async ({ deployment }) =>
      takeHead(deployment, await requireTenant(slug), new Date()),
    );
  } catch (error) {
    throw new Failure(`No head could be taken: ${explain(error)}`, COULD_NOT_CHECK);
  }
}

/** An earlier head is the proof of what was there then: it is not written over, whoever made one of that name meanwhile. */
function writeNew(file: string, text: string): void {
  let made: number | undefined;
  try {
    made = openSync(file, "wx", 0o600);
    writeFileSync(made, text, { flush: true });
    closeSync(made);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw isThere(file);
    if (made !== undefined) rmSync(file, { force: true });
    throw new Failure(`${file} cannot be written: ${explain(error)}`, COULD_NOT_CHECK);
  }
}

function isThere(file: string): Failure {
  return new Failure(
    `${file} is there already and was left as it is: an earlier head is a proof. Write this one under another name, of its day for one.`,
    COULD_NOT_CHECK,
  );
}
