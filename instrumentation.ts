import type { Instrumentation } from "next";

/** Once in each process that serves the app, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NODE_ENV !== "production") return;
  const { takeConsole } = await import("./server/log/console.ts");
  takeConsole();
}

/** What failed while a page was put together; its reader sees the digest as the reference. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { tellPageFault } = await import("./server/log/page-fault.ts");
  tellPageFault(error, { method: request.method, headers: request.headers, routePath: context.routePath });
};
