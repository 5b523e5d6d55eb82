import { signOut } from "next-auth/react";
import { forgetRecentLoans } from "../palette/recent-loans.ts";

/** Nothing of what somebody has looked at stays behind. */
export function signOutOfDesk(): void {
  forgetRecentLoans();
  void signOut({ callbackUrl: "/sign-in" });
}
