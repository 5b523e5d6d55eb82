import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { UsageError } from "./failure.ts";

/** What a command answers: `result` for `--json`, `text` for people. */
export interface Answer {
  result: Record<string, unknown>;
  text: string;
  /** 0 unless said otherwise. */
  exitCode?: number;
}

export interface Option {
  description: string;
  /** How the value is called in the help; left out for a switch. */
  value?: string;
  required?: boolean;
  multiple?: boolean;
}

/** The options as given: text for each with a value, a list where several are allowed, true for a switch. */
export class Arguments {
  readonly #values: Record<string, unknown>;
  constructor(values: Record<string, unknown>) {
    this.#values = values;
  }

  /** A required option's value. */
  text(name: string): string {
    return this.optionalText(name) ?? "";
  }

  optionalText(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === "string" ? value : undefined;
  }

  list(name: string): string[] {
    const value = this.#values[name];
    return Array.isArray(value) ? value.map(String) : [];
  }

  has(name: string): boolean {
    return this.#values[name] === true;
  }

  /** @throws UsageError when the value is no whole number in the range */
  wholeNumber(name: string, [min, max]: [number, number]): number | undefined {
    const value = this.optionalText(name);
    if (value === undefined) return undefined;
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw new UsageError(`--${name} must be a whole number from ${min} to ${max}.`);
  }

  /** @throws UsageError when the value is none of the choices */
  oneOf<T extends string>(name: string, choices: readonly T[]): T {
    const value = this.text(name);
    const choice = choices.find((candidate) => candidate === value);
    if (choice === undefined) throw new UsageError(`--${name} must be ${choices.join(" or ")}.`);
    return choice;
  }
}

export interface Command {
  summary: string;
  options: Record<string, Option>;
  run(args: Arguments): Promise<Answer>;
}

const ALWAYS: Record<string, Option> = {
  json: { description: "print one JSON object" },
  help: { description: "print this help" },
};

/** Parses what stands behind the command's name. @throws UsageError for an unknown or missing option */
export function parseOptions(command: Command, argv: string[]): Arguments {
  const described = Object.entries({ ...command.options, ...ALWAYS });
  const options: ParseArgsOptionsConfig = Object.fromEntries(
    described.map(([name, option]) => [
      name,
      { type: option.value ? ("string" as const) : ("boolean" as const), multiple: option.multiple ?? false },
    ]),
  );
  const values = parseStrictly(argv, options);
  const missing = described.filter(([name, option]) => option.required && values[name] === undefined);
  if (missing.length > 0 && !values.help) {
    throw new UsageError(
      `Missing: ${missing.map(([name, { value }]) => `--${name} <${value}>`).join(", ")}.`,
    );
  }
  return new Arguments(values);
}

function parseStrictly(argv: string[], options: ParseArgsOptionsConfig): Record<string, unknown> {
  try {
    return parseArgs({ args: argv, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(
      error instanceof Error ? (error.message.split(". To specify")[0] ?? error.message) : String(error),
    );
  }
}

/** The help of one command. */
export function usageOf(name: string, command: Command): string {
  const described = Object.entries({ ...command.options, ...ALWAYS });
  const synopsis = Object.entries(command.options).map(([option, { value, required, multiple }]) => {
    const written = `--${option}${value ? ` <${value}>` : ""}${multiple ? " …" : ""}`;
    return required ? written : `[${written}]`;
  });
  const rows = described.map(([option, { value, description }]): [string, string] => [
    `--${option}${value ? ` <${value}>` : ""}`,
    description,
  ]);
  return `npm run -s cli -- ${[name, ...synopsis].join(" ")}\n\n${command.summary}\n\n${columns(rows)}`;
}

/** Rows of text with their columns aligned, each row indented. */
export function columns(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? "").length)));
  return rows
    .map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ")}`.trimEnd())
    .join("\n");
}
