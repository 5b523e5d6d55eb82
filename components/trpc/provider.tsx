"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { type ReactNode, useState } from "react";
import type { AppRouter } from "@/server/api/root.ts";
import { TRPCProvider } from "./client.ts";
import { makeQueryClient } from "./query-client.ts";
import { headersFor } from "./signed-in-as.ts";

export function ApiProvider({ signedInAs, children }: { signedInAs: string; children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient);
  const [trpcClient] = useState(() =>
    createTRPCClient<AppRouter>({
      // The ids of 500 loans fit in, and a proxy's usual 8 KB for a request line are kept to.
      links: [httpBatchLink({ url: "/api/trpc", maxURLLength: 7_500, headers: headersFor(signedInAs) })],
    }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
