"use client";

import { useSession } from "../shell/session.tsx";
import { headersFor } from "./signed-in-as.ts";

/**
 * Sends a file to an address of the REST API, as it is: tRPC would have to write it as text. What the server refuses is
 * thrown as tRPC's errors are, so that `refusalOf` reads it.
 */
export function useSendFile() {
  const { signedInAs } = useSession();
  return async function sendFile<Answer>(address: string, file: Blob, contentType: string): Promise<Answer> {
    const headers = { ...headersFor(signedInAs), "Content-Type": contentType };
    const response = await fetch(address, { method: "POST", headers, body: file });
    const answer: unknown = await response.json();
    if (response.ok) return answer as Answer;
    const requestId = response.headers.get("x-request-id") ?? undefined;
    throw Object.assign(new Error("refused"), { data: { refusal: { ...Object(answer), requestId } } });
  };
}
