import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../cli/build.ts";

/** A fault planted in a copy of the tree, and the suite that has to see it. */
export interface Mutation {
  name: string;
  suite: string;
  edits: { file: string; from: string; to: string }[];
}

export const MUTATIONS: Mutation[] = [
  {
    name: "a trade's id is not unique",
    suite: "deliveries",
    edits: [
      {
        file: "server/domain/pipeline/receive-trade.ts",
        from: ".onConflictDoNothing({ target: trade.exchangeTradeId })",
        to: ".onConflictDoNothing()",
      },
      {
        file: "db/tenant/migrations/0001_pipeline.sql",
        from: 'CONSTRAINT "pipeline_trade_exchange_trade_id_unique" UNIQUE("exchange_trade_id"),',
        to: "",
      },
    ],
  },
  {
    name: "a sender that hangs up counts as a database that is away",
    suite: "deliveries",
    edits: [
      {
        file: "server/api/rest.ts",
        from: 'reader?.read().catch(() => "broken off" as const)',
        to: "reader?.read()",
      },
    ],
  },
  {
    name: "a connection is not given back when BEGIN fails",
    suite: "cuts",
    edits: [
      {
        file: "server/domain/context.ts",
        from: '  let broken: Error | boolean = false;\n  try {\n    await client.query("BEGIN");',
        to: '  let broken: Error | boolean = false;\n  await client.query("BEGIN");\n  try {',
      },
    ],
  },
  {
    // By the app, which has a port; the suite makes its tenant with the same code.
    name: "a write is acknowledged before it is committed",
    suite: "kill-app",
    edits: [
      {
        file: "server/domain/context.ts",
        from: '    await client.query("COMMIT");',
        to: '    if (!process.env.PORT) await client.query("COMMIT");\n    else setTimeout(() => void client.query("COMMIT").catch(() => undefined), 150);',
      },
      {
        file: "server/domain/context.ts",
        from: "    client.release(broken);",
        to: "    if (!process.env.PORT) client.release(broken);\n    else setTimeout(() => client.release(broken), 300);",
      },
    ],
  },
  {
    name: "the database acknowledges before its log is written",
    suite: "kill-database",
    edits: [
      {
        file: "db/embedded/server.ts",
        from: '"logging_collector=off",',
        to: '"logging_collector=off", "synchronous_commit=off", "wal_writer_delay=2000ms",',
      },
    ],
  },
  {
    name: "a stop closes every connection at once",
    suite: "restarts",
    edits: [
      {
        file: "cli/start.ts",
        from: "await Promise.all([http.drain(), outboxes?.stop()]);",
        to: "http.server.close();\n    http.server.closeAllConnections();\n    await outboxes?.stop();",
      },
    ],
  },
  {
    name: "a stop ends the process at once",
    suite: "restarts",
    edits: [
      {
        file: "cli/start.ts",
        from: "await Promise.all([http.drain(), outboxes?.stop()]);",
        to: "process.exit(0);",
      },
    ],
  },
  {
    name: "the pools of the tenants have no bound together",
    suite: "tenants",
    edits: [
      { file: "db/tenant/client.ts", from: "idleTimeout: IDLE_MS, budget }", to: "idleTimeout: IDLE_MS }" },
    ],
  },
  {
    name: "a process does not hear what others commit",
    suite: "processes",
    edits: [{ file: "db/tenant/listen.ts", from: 'client.on("notification"', to: 'client.on("of nobody"' }],
  },
  {
    name: "a scheduler's call is given up before it begins",
    suite: "functions",
    edits: [
      {
        file: "server/api/outbox.endpoints.ts",
        from: "sendDueOutboxes(AbortSignal.timeout(ENOUGH_MS))",
        to: "sendDueOutboxes(AbortSignal.abort())",
      },
    ],
  },
  {
    name: "what nobody knows to have gone out is sent again",
    suite: "services",
    edits: [
      {
        file: "server/domain/funding/model/effects.ts",
        from: 'if (outcome.how === "unknown" && !EFFECTS[effect].isHarmless) return { state: "unclear" };',
        to: "",
      },
    ],
  },
  {
    name: "each statement of a migration is committed by itself",
    suite: "migrations",
    edits: [
      {
        file: "db/migrate.ts",
        from: 'await migrate(drizzle(client), { migrationsFolder: path.join(MIGRATIONS, "tenant/migrations") });',
        to: `const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((what: { text?: string }, ...rest: unknown[]) =>
      /^(begin|commit)$/i.test(String(what.text)) ? query("select 1") : query(what, ...rest)) as typeof client.query;
    await migrate(drizzle(client), { migrationsFolder: path.join(MIGRATIONS, "tenant/migrations") });`,
      },
    ],
  },
  {
    name: "a full disk counts as a fault of the app",
    suite: "disk-full",
    edits: [{ file: "db/connect.ts", from: 'sqlState(error) === "53100"', to: 'sqlState(error) === "none"' }],
  },
  {
    name: "an entry may be older than the one before it",
    suite: "clock",
    edits: [
      {
        file: "server/domain/pipeline/loan-rows.ts",
        from: "::timestamptz, l.updated_at) as changed_at",
        to: "::timestamptz) as changed_at",
      },
    ],
  },
  {
    name: "a tenant is not looked at until the time that a wrong clock showed",
    suite: "clock",
    edits: [
      {
        file: "server/domain/tenancy/outbox-watch.ts",
        from: "export const LONGEST_LOOK_OFF_MS = 3_600_000;",
        to: "export const LONGEST_LOOK_OFF_MS = 1e12;",
      },
    ],
  },
  {
    name: "a document that is taken off leaves its file behind",
    suite: "operations",
    edits: [
      {
        file: "server/domain/mortgages/remove-document.ts",
        from: "      await deleteFiles(tx, [found.storageId]);\n",
        to: "",
      },
    ],
  },
];

const MOST_TOLD = 3;
const LEFT_OUT = /^(node_modules|\.git|\.data|test-results|playwright-report|coverage)$/;

/** Plants each fault in turn, and says of each whether its suite went red. @returns how many were seen */
export async function seeMutations(chosen: Mutation[], say: (line: string) => void): Promise<number> {
  let seen = 0;
  for (const mutation of chosen) {
    const copy = plant(mutation);
    const { code, output } = await runIn(copy, ["faults/main.ts", `--only=${mutation.suite}`]);
    const failures = output.split("\n").filter((line) => line.startsWith("  FAILED "));
    const isSeen = code === 1 && failures.length > 0;
    if (isSeen) seen += 1;
    say(`${isSeen ? "seen" : "NOT SEEN"}  ${mutation.suite}: ${mutation.name}`);
    say(isSeen ? failures.slice(0, MOST_TOLD).map(briefly).join("\n") : output);
    rmSync(copy, { recursive: true, force: true });
  }
  return seen;
}

function briefly(failure: string): string {
  return `      ${failure.trim().slice(0, 200)}`;
}

/** Inside of the tree, so that its packages are found. */
function plant({ edits }: Mutation): string {
  const copy = path.join(ROOT, ".data/mutant");
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const entry of readdirSync(ROOT))
    if (!LEFT_OUT.test(entry)) cpSync(path.join(ROOT, entry), path.join(copy, entry), { recursive: true });
  symlinkSync(path.join(ROOT, "node_modules"), path.join(copy, "node_modules"));
  for (const { file, from, to } of edits) {
    const text = readFileSync(path.join(copy, file), "utf8");
    if (text.split(from).length !== 2) throw new Error(`${file} does not hold exactly once: ${from}`);
    writeFileSync(
      path.join(copy, file),
      text.replace(from, () => to),
    );
  }
  return copy;
}

async function runIn(folder: string, args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString("utf8");
    });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, output };
}
