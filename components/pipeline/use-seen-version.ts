import { useState } from "react";
import { refusalOf } from "../trpc/refusal.ts";
import { presentOf } from "./present-loan.ts";

/** The version to decide by after a refusal: the one that it tells of, else the one there was. */
export function versionNow(seen: number, error: unknown): number {
  return presentOf(refusalOf(error))?.version ?? seen;
}

/**
 * The version of a loan that the person decides by: the one there was when the question was asked. When somebody changed
 * the loan meanwhile the server says so, and asking again then is a decision about the present one.
 */
export function useSeenVersion(atFirst: number): { version: number; learnFrom: (error: unknown) => void } {
  const [version, setVersion] = useState(atFirst);
  return { version, learnFrom: (error) => setVersion((seen) => versionNow(seen, error)) };
}
