import type pg from "pg";
import { databaseOver } from "../../../db/connect.ts";
import { findOutOfTurn } from "../funding/find-out-of-turn.ts";
import { type AuditViolation, Breaches } from "./audit-violation.ts";

export const STEP_RULES = 1;

/**
 * Whether every step of a product was in turn when it was done (I24), by the rules that let it be done and not by others in SQL.
 * @param client within one snapshot
 */
export async function verifySteps(client: pg.PoolClient): Promise<AuditViolation[]> {
  const rule =
    "No step was done out of turn: none while an overlay blocked it, and none of the cards before the loan had ended.";
  const breaches = new Breaches("I24", rule);
  for await (const one of findOutOfTurn(databaseOver(client))) breaches.add(one);
  return breaches.violations();
}
