"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient } from "@trpc/client";
import { type ReactNode, useState } from "react";
import type { AppRouter } from "@/server/api/root.ts";
import { TRPCProvider } from "./client.ts";
import { linksTo } from "./links.ts";
import { makeQueryClient } from "./query-client.ts";
import { headersFor } from "./signed-in-as.ts";

export function ApiProvider({ signedInAs, children }: { signedInAs: string; children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient);
  const [trpcClient] = useState(() =>
    createTRPCClient<AppRouter>({ links: linksTo("/api/trpc", headersFor(signedInAs)) }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
