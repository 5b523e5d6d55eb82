import { signOut } from "next-auth/react";
import { forgetRecentLoans } from "../palette/recent-loans.ts";
import { tellSignedOut } from "./use-one-session.ts";

/** Nothing of what somebody has looked at stays behind, in no tab. */
export async function signOutOfDesk(): Promise<void> {
  forgetRecentLoans();
  await signOut({ redirect: false });
  tellSignedOut();
  window.location.assign("/sign-in");
}
