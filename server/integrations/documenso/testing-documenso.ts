import { setTimeout as sleep } from "node:timers/promises";
import { CONFIGS } from "../../domain/integrations/input.ts";
import type { SigningTemplates } from "../../domain/ports.ts";
import { type Received, type Reply, testServer } from "../testing-server.ts";
import { documensoTemplates } from "./templates.ts";

/** What of a recipient must never be taken in. */
export const SIGNING_SECRET = "secret-signing-token";

type Raw = Record<string, unknown>;

let made = 0;

/** An id as Documenso makes them, another one each time. */
export function templateId(): string {
  made += 1;
  return `envelope_${[...String(made).padStart(16, "0")].map((digit) => "abcdefghij"[Number(digit)]).join("")}`;
}

/** A template as Documenso answers it. */
export function envelope(id: string, roles: string[], changes: Raw = {}): Raw {
  const recipients = roles.map((name, index) => ({
    id: index + 1,
    email: `recipient.${index + 1}@documenso.test`,
    name,
    role: "SIGNER",
    signingOrder: index + 1,
    signingStatus: "NOT_SIGNED",
    token: SIGNING_SECRET,
  }));
  return {
    id,
    type: "TEMPLATE",
    status: "DRAFT",
    title: `Agreement ${id.slice(-3)}`,
    recipients,
    ...changes,
  };
}

/**
 * Documenso's templates as its v2 API is documented, on this machine; `fails` stands in for the next answers, and each may be
 * `slow`. `mostAtOnce` is how many requests it has had at the same time.
 */
export async function testDocumenso(token = "api_token") {
  const envelopes = new Map<string, Raw>();
  const state: { fails: Reply | null; slow: boolean; mostAtOnce: number } = {
    fails: null,
    slow: false,
    mostAtOnce: 0,
  };
  let open = 0;
  const server = await testServer(async (request) => {
    open += 1;
    state.mostAtOnce = Math.max(state.mostAtOnce, open);
    if (state.slow) await sleep(20);
    open -= 1;
    return replyTo(request);
  });
  const replyTo = ({ headers, method, path, query }: Received): Reply => {
    if (state.fails) return state.fails;
    if (headers.authorization !== token) return refused(401, "UNAUTHORIZED", "Invalid token");
    if (method !== "GET") return refused(405, "METHOD_NOT_SUPPORTED", "It only looks");
    if (path === "/api/v2/envelope") return { json: pageOf([...envelopes.values()], query) };
    const id = decodeURIComponent(path.replace("/api/v2/envelope/", ""));
    if (!/^envelope_.{2,}$/.test(id)) return refused(400, "INVALID_BODY", "Invalid envelope ID");
    const found = envelopes.get(id);
    return found ? { json: found } : refused(404, "NOT_FOUND", "Envelope could not be found");
  };
  const templates = (as = token, timeoutMs = 1_000): SigningTemplates =>
    documensoTemplates({
      token: as,
      config: CONFIGS.documenso.parse({ baseUrl: `${server.base}/api/v2` }),
      http: { privateHosts: [server.host], timeoutMs, pause: async () => undefined },
    });
  /** Adds a template of these roles. */
  const has = (roles: string[], changes: Raw = {}) => {
    const id = templateId();
    envelopes.set(id, envelope(id, roles, changes));
    return id;
  };
  const change = (id: string, changes: Raw) => envelopes.set(id, { ...envelopes.get(id), ...changes });
  return { ...server, envelopes, templates, has, change, state };
}

export type TestDocumenso = Awaited<ReturnType<typeof testDocumenso>>;

export function refused(status: number, code: string, message: string): Reply {
  const appError = { code, message };
  return { status, json: { message, code, data: { code, httpStatus: status, appError } } };
}

function pageOf(all: Raw[], { type, page = "1", perPage = "10" }: Record<string, string>) {
  const size = Number(perPage);
  if (size > 100) throw new Error("a page of Documenso's has at most 100");
  const fitting = all.filter((one) => !type || one.type === type);
  const data = fitting.slice((Number(page) - 1) * size, Number(page) * size);
  return {
    data,
    count: fitting.length,
    currentPage: Number(page),
    perPage: size,
    totalPages: Math.max(1, Math.ceil(fitting.length / size)),
  };
}
