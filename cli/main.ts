import { columns, parseOptions, usageOf } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { exitCodeOf, explain, UsageError } from "./failure.ts";

// Whoever runs a command reads what it says.
process.env.PSSAAS_LOG ||= "plain";

/** `npm run -s cli -- <command>`: answers on stdout, reasons on stderr. Exit codes: 0, 1 failed, 2 wrong usage. */
async function main(argv: string[]): Promise<number> {
  const [group = "", verb = "", ...rest] = argv;
  const name = `${group} ${verb}`;
  const load = COMMANDS[name];
  if (!load) return explainUsage(group);
  const { command } = await load();
  try {
    const args = parseOptions(command, rest);
    if (args.has("help")) return print(usageOf(name, command));
    const { result, text, exitCode = 0 } = await command.run(args);
    print(args.has("json") ? JSON.stringify(result) : text);
    return exitCode;
  } catch (error) {
    if (error instanceof UsageError) console.error(usageOf(name, command), "\n");
    throw error;
  }
}

function print(text: string): 0 {
  if (text !== "") process.stdout.write(`${text}\n`);
  return 0;
}

async function explainUsage(group: string): Promise<number> {
  const names = Object.keys(COMMANDS).filter((name) => name.startsWith(`${group} `));
  const isHelp = ["", "help", "--help", "-h"].includes(group);
  const shown = names.length > 0 ? names : Object.keys(COMMANDS);
  const loaded = await Promise.all(shown.map((name) => COMMANDS[name]?.()));
  const rows = shown.map((name, i) => [name, loaded[i]?.command.summary ?? ""]);
  const usage = `npm run -s cli -- <command> [--json]      (--help after a command shows its options)\n\n${columns(rows)}`;
  if (isHelp) return print(usage);
  console.error(usage);
  throw new UsageError(
    names.length > 0 ? `\nWhich '${group}' command?` : `\nThere is no command '${group}'.`,
  );
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(explain(error));
  process.exitCode = exitCodeOf(error);
}
