"use client";

import { useSession } from "../shell/session.tsx";
import { headersFor } from "./signed-in-as.ts";
import { refusedWith } from "./use-send-file.ts";

/** Fetches a file of the REST API. What the server refuses is thrown as tRPC's errors are, so that `refusalOf` reads it. */
export function useFetchFile() {
  const { signedInAs } = useSession();
  return async function fetchFile(address: string, signal?: AbortSignal): Promise<Blob> {
    const response = await fetch(address, { headers: headersFor(signedInAs), signal: signal ?? null });
    if (response.ok) return response.blob();
    throw refusedWith(await response.json(), response.headers.get("x-request-id"));
  };
}
