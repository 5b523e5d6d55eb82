import { renameSync, rmSync, writeFileSync } from "node:fs";
import { takeHead } from "../../server/domain/tenancy/take-head.ts";
import { requireTenant } from "../../server/domain/tenancy/tenant-rows.ts";
import type { Command } from "../command.ts";
import { withDeployment } from "../environment.ts";
import { explain, Failure } from "../failure.ts";

const COULD_NOT_CHECK = 2;

export const command: Command = {
  summary:
    "Writes how far each append-only log of a tenant has come, with its hashes, for `audit verify --head`. Keep it outside.",
  options: {
    tenant: { value: "slug", description: "the tenant", required: true },
    file: { value: "path", description: "the file to write; left out, the head is printed" },
  },
  async run(args) {
    const head = await take(args.text("tenant"));
    const file = args.optionalText("file");
    const text = `${JSON.stringify(head, null, 2)}\n`;
    if (file === undefined) return { result: { ...head }, text: text.trimEnd() };
    writeWhole(file, text);
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

/** The file is there under its name when it is complete. */
function writeWhole(file: string, text: string): void {
  const making = `${file}.${process.pid}`;
  try {
    writeFileSync(making, text, { mode: 0o600, flush: true });
    renameSync(making, file);
  } catch (error) {
    rmSync(making, { force: true });
    throw new Failure(`${file} cannot be written: ${explain(error)}`, COULD_NOT_CHECK);
  }
}
