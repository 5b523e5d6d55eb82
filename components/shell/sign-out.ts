import { forgetRecentLoans } from "../palette/recent-loans.ts";
import { tellSignedOut } from "./use-one-session.ts";

/** Nothing of what somebody has looked at stays behind, in no tab. */
export async function signOutOfDesk(): Promise<void> {
  forgetRecentLoans();
  // Fetched when it is needed: it would be a sixth of what the dashboard loads.
  const { signOut } = await import("next-auth/react");
  await signOut({ redirect: false });
  tellSignedOut();
  window.location.assign("/sign-in");
}
