import { useState } from "react";
import { refusalOf } from "../trpc/refusal.ts";
import { presentOf } from "./present-loan.ts";

/**
 * The version of a loan that the person decides by: the one there was when the question was asked. When somebody changed
 * the loan meanwhile the server says so, and asking again then is a decision about the present one.
 */
export function useSeenVersion(atFirst: number): { version: number; learnFrom: (error: unknown) => void } {
  const [version, setVersion] = useState(atFirst);
  const learnFrom = (error: unknown) => {
    const present = presentOf(refusalOf(error));
    if (present) setVersion(present.version);
  };
  return { version, learnFrom };
}
