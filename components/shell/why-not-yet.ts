import { isDatabaseAway } from "@/server/domain/tenancy/model/page-reference.ts";
import { refusalOf } from "../trpc/refusal.ts";

/**
 * Why a page that failed cannot be shown yet; null when it can be asked for once more, also for whoever has to sign in first.
 * @param fault of a call that needs what every page needs
 * @param reference of the page that failed
 */
export function whyNotYet(fault: unknown, reference: string | undefined): string | null {
  const { code, message } = refusalOf(fault);
  if (code === "UNREACHABLE") return "The app cannot be reached.";
  if (code !== "UNAVAILABLE") return null;
  return isDatabaseAway(reference) ? "The database still cannot be reached." : message;
}
