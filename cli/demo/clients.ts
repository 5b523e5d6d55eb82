import { CLIENTS_TO_FUND } from "./clients-to-fund.ts";
import { CLIENTS_TO_WAIT } from "./clients-to-wait.ts";
import type { CreditProfile } from "./credit-report.ts";

/**
 * A step that was taken: how many days ago, which, and with what. `@n` in a day stands for n days ago. `card` is no step but
 * what was heard of a card of the plan.
 */
export type TakenStep = [daysAgo: number, step: string, data?: Record<string, unknown>];

export interface DemoClient {
  name: string;
  /** Where they are led: a case of the routing, in its words. */
  route: string;
  openedDaysAgo: number;
  statedIncome: number;
  business?: { revenue: number; monthsOld: number };
  credit: CreditProfile;
  /** What an operator decided about the run, and why. */
  revision?: { reason: string; overrides: Record<string, unknown> };
  /** Tracks that were started, where there are two. */
  tracks?: ("creative" | "established")[];
  steps?: TakenStep[];
}

/** One client for each way that the routing leads, and some further along. */
export const DEMO_CLIENTS: DemoClient[] = [...CLIENTS_TO_FUND, ...CLIENTS_TO_WAIT];
