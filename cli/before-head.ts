import type { ServerResponse } from "node:http";

/** Has `work` set headers last of all, just before an answer's head is written, whoever writes it. Of several, the first comes last. */
export function beforeHead(response: ServerResponse, work: () => void): void {
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
  response.writeHead = (...args: unknown[]) => {
    if (!response.headersSent) work();
    return writeHead(...args);
  };
}
