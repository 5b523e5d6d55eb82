import { QueryCache, QueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { hasDrafts } from "../ui/use-draft.ts";
import { refusalOf } from "./refusal.ts";

/** A refusal stays a refusal however often one asks; only a lost connection is worth another try. */
function retry(failures: number, error: unknown): boolean {
  return failures < 2 && refusalOf(error).code === "UNREACHABLE";
}

/** Whose session has ended is asked to sign in and comes back here; in another tab while this one holds what they typed. */
function signInAgain(error: unknown): void {
  if (typeof window === "undefined" || refusalOf(error).code !== "UNAUTHORIZED") return;
  if (document.querySelector("[data-modal][data-state=open]")) return;
  if (hasDrafts()) {
    toast.error("Your session has ended. What you typed is still here.", {
      id: "session-ended",
      duration: Number.POSITIVE_INFINITY,
      action: { label: "Sign in in another tab", onClick: () => window.open("/sign-in", "_blank") },
    });
    return;
  }
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?callbackUrl=${encodeURIComponent(here)}`);
}

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: signInAgain }),
    defaultOptions: {
      // What the server sent with the page is not asked for again at once.
      queries: { staleTime: 15_000, retry },
      mutations: { retry: false },
    },
  });
}
