import { log } from "./log.ts";

const held = globalThis as { pssaasConsoleError?: typeof console.error };

/**
 * Has what libraries write to the console come as lines of the log (C37): Next prints errors whole, over several lines and
 * with messages that may hold what somebody typed. An error with a `digest` is left out, since `onRequestError` tells it.
 */
export function takeConsole(): void {
  if (held.pssaasConsoleError) return;
  held.pssaasConsoleError = console.error.bind(console);
  console.error = (...words: unknown[]) => tell("error", words);
  console.warn = (...words: unknown[]) => tell("warn", words);
}

function tell(level: "warn" | "error", words: unknown[]): void {
  const error = words.find((word) => word instanceof Error);
  if (error && "digest" in error) return;
  const text = words.filter((word) => typeof word === "string").join(" ");
  log[level](error ? "A library reported a fault" : text || "A library wrote to the console", error);
}
