import { NextRequest } from "next/server";
import { authOptions, newVisit, nextAuth } from "../auth/next-auth.ts";
import { isFromOurPages } from "../auth/same-origin.ts";
import { SECURITY_HEADERS } from "../auth/security-headers.ts";
import { log } from "../log/log.ts";
import { inRequestOf, noteRequest } from "../log/request.ts";

/** A sign-in form is small; nobody unknown may make us read more. */
const LARGEST_BODY = 16_384;

interface AuthRoute {
  params: Promise<{ nextauth: string[] }>;
}

/**
 * Answers `/api/auth/*` through next-auth (P6.4). Before it: only our own pages may post (P6.5), and not much. After
 * it: headers, and a sign-out that could not be written is not called done.
 */
export function handleAuth(request: NextRequest, route: AuthRoute): Promise<Response> {
  return inRequestOf(request.headers, async (requestId) => {
    noteRequest({ route: "/api/auth/{...}" });
    const response = await answer(request, route).catch((error: unknown) => {
      log.error("Sign-in routes failed", error);
      const message = "Signing in is not possible at the moment. Please try again shortly.";
      return refusal(503, "UNAVAILABLE", message, { requestId });
    });
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value);
    response.headers.set("Cache-Control", "no-store");
    response.headers.set("X-Request-Id", requestId);
    return response;
  });
}

async function answer(request: NextRequest, route: AuthRoute): Promise<Response> {
  if (!isFromOurPages(request)) {
    log.info("refused", { code: "CROSS_SITE_REQUEST" });
    return refusal(403, "CROSS_SITE_REQUEST", "This request came from another site.");
  }
  // next-auth would write into our log whatever is posted here.
  if ((await route.params).nextauth[0] === "_log") return refusal(404, "NOT_FOUND", "There is no such page.");
  const text = await limitedText(request);
  if (text === null) return refusal(413, "PAYLOAD_TOO_LARGE", "The request is too large.");
  if (!isReadable(request, text)) return refusal(400, "PAYLOAD_VALIDATION", "The body is not JSON.");
  const visit = newVisit(request.headers);
  const { method, headers, url } = request;
  const copy = new NextRequest(url, { method, headers, ...(method === "POST" ? { body: text } : {}) });
  const response: Response = await nextAuth(copy, route, authOptions(visit));
  if (visit.fault) throw visit.fault;
  return new Response(response.body, response);
}

/** The body as text; null once it is over the limit, also when it comes without a length. */
async function limitedText(request: Request): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > LARGEST_BODY) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function isReadable(request: Request, text: string): boolean {
  // The browser's part of next-auth names JSON also where it sends nothing.
  if (text === "" || !request.headers.get("content-type")?.includes("json")) return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function refusal(status: number, code: string, message: string, more: object = {}): Response {
  return Response.json({ code, message, details: [], ...more }, { status });
}
