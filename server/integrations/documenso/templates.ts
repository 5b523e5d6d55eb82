import { z } from "zod";
import type { SigningTemplate, SigningTemplates } from "../../domain/ports.ts";
import { type HttpRefusal, type HttpUnknown, shaped } from "../http.ts";
import { callerOf, type DocumensoSettings, NAME, readEnvelope } from "./client.ts";
import { EnvelopePage, templateOf } from "./payload.ts";

/** A person waits for it. */
const TIMEOUT_MS = 8_000;

/** As many as a page of Documenso's may have. */
const PER_PAGE = 100;

/** Nobody picks from more than two thousand. */
const MOST_PAGES = 20;

/** The templates of a team over Documenso's v2 API (M12): calls that only look. */
export function documensoTemplates({ http, ...settings }: DocumensoSettings): SigningTemplates {
  const call = callerOf({ ...settings, http: { timeoutMs: TIMEOUT_MS, ...http } });
  return {
    mode: "live",
    async readTemplate(templateId, signal) {
      const read = await readEnvelope(call, templateId, signal);
      if (read.how !== "answered") return { how: "failed", why: read.why, isGone: saysMissing(read) };
      const template = templateOf(read.value);
      if (template) return { how: "read", value: template };
      return { how: "failed", why: "It is no template of Documenso's any more.", isGone: true };
    },
    async listTemplates(signal) {
      const templates: SigningTemplate[] = [];
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const query = { type: "TEMPLATE", page, perPage: PER_PAGE };
        const asked = await call({ method: "GET", path: "/envelope", query, signal, repeats: 2 });
        const read = shaped(NAME, asked, EnvelopePage);
        if (read.how !== "answered") return { how: "failed", why: read.why, isGone: false };
        templates.push(...read.value.data.map(templateOf).filter((one) => one !== null));
        if (page >= read.value.totalPages) return { how: "read", value: { templates, isWhole: true } };
      }
      return { how: "read", value: { templates, isWhole: false } };
    },
  };
}

/** In Documenso's own words: a proxy, a wrong address and an expired key say nothing of the template. */
const MISSING = z.object({ code: z.enum(["NOT_FOUND", "INVALID_BODY"]), message: z.string() });

function saysMissing(read: HttpRefusal | HttpUnknown): boolean {
  if (read.how !== "refused") return false;
  const { code, message } = MISSING.safeParse(read.body).data ?? {};
  return read.status === 404
    ? code === "NOT_FOUND"
    : read.status === 400 && /invalid envelope id/i.test(message ?? "");
}
