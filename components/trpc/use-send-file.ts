"use client";

import { useSession } from "../shell/session.tsx";
import { headersFor } from "./signed-in-as.ts";

export interface Sending {
  /** How much of it has left, from 0 to 1. */
  onProgress?: (part: number) => void;
  /** Gives it up: it is then thrown as an AbortError. */
  signal?: AbortSignal;
}

/**
 * Sends a file to an address of the REST API, as it is: tRPC would have to write it as text. What the server refuses is
 * thrown as tRPC's errors are, so that `refusalOf` reads it.
 */
export function useSendFile() {
  const { signedInAs } = useSession();
  return async function sendFile<Answer>(
    address: string,
    file: Blob,
    contentType: string,
    sending: Sending = {},
  ): Promise<Answer> {
    const headers = { ...headersFor(signedInAs), "Content-Type": contentType };
    const { status, text, requestId } = await post(address, file, headers, sending);
    const answer: unknown = JSON.parse(text);
    if (status >= 200 && status < 300) return answer as Answer;
    throw refusedWith(answer, requestId);
  };
}

/** What the REST API refused with, in the form of tRPC's errors. */
export function refusedWith(answer: unknown, requestId: string | null): Error {
  const refusal = { ...Object(answer), requestId: requestId ?? undefined };
  return Object.assign(new Error("refused"), { data: { refusal } });
}

/** `fetch` does not tell how much has left. */
function post(
  address: string,
  file: Blob,
  headers: Record<string, string>,
  { onProgress, signal }: Sending,
): Promise<{ status: number; text: string; requestId: string | null }> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const request = new XMLHttpRequest();
    request.open("POST", address);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total === 0 ? 1 : loaded / total);
    request.onload = () =>
      resolve({
        status: request.status,
        text: request.responseText,
        requestId: request.getResponseHeader("x-request-id"),
      });
    request.onerror = () => reject(new TypeError("The file could not be sent."));
    request.onabort = () => reject(new DOMException("given up", "AbortError"));
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}
