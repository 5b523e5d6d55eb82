import { QueryClient } from "@tanstack/react-query";
import { refusalOf } from "./refusal.ts";

/** A refusal stays a refusal however often one asks; only a lost connection is worth another try. */
function retry(failures: number, error: unknown): boolean {
  return failures < 2 && refusalOf(error).code === "UNREACHABLE";
}

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // What the server sent with the page is not asked for again at once.
      queries: { staleTime: 15_000, retry },
      mutations: { retry: false },
    },
  });
}
