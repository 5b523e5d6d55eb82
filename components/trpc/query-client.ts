import { QueryCache, QueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { hasDrafts } from "../ui/use-draft.ts";
import { refusalOf } from "./refusal.ts";

/** A refusal stays a refusal however often one asks; only a lost connection is worth another try. */
function retry(failures: number, error: unknown): boolean {
  return failures < 2 && refusalOf(error).code === "UNREACHABLE";
}

/** What is to be done when the cookie is no longer of whom this page was made for. */
function heedSession(error: unknown): void {
  if (typeof window === "undefined") return;
  const { code, message } = refusalOf(error);
  // A dialog says it by itself when what it holds is sent.
  if (document.querySelector("[data-modal][data-state=open]")) return;
  if (code === "UNAUTHORIZED") signInAgain();
  if (code === "SESSION_CHANGED") goOnAsTheOther(message);
}

/** Nothing of this page may be sent any more; whoever has typed something reads it once more before it goes. */
function goOnAsTheOther(message: string): void {
  const open = () => window.location.assign("/pipeline");
  if (!hasDrafts()) open();
  else
    toast.error(message, {
      id: "session-changed",
      duration: Number.POSITIVE_INFINITY,
      action: { label: "Reload", onClick: open },
    });
}

/** Whose session has ended is asked to sign in and comes back here; in another tab while this one holds what they typed. */
function signInAgain(): void {
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
    queryCache: new QueryCache({ onError: heedSession }),
    defaultOptions: {
      // What the server sent with the page is not asked for again at once.
      queries: { staleTime: 15_000, retry },
      mutations: { retry: false },
    },
  });
}
