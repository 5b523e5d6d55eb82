import type { SendOutcome } from "../../domain/funding/model/effects.ts";
import type { ConfigOf } from "../../domain/integrations/input.ts";
import type { ProbeAnswer, Signing } from "../../domain/ports.ts";
import {
  type HttpClient,
  type HttpRefusal,
  type HttpSettings,
  type HttpUnknown,
  httpClient,
  shaped,
} from "../http.ts";
import { CreatedEnvelope, Envelope, formOf, recipientIn, WORDS_OF_REFUSAL } from "./payload.ts";

export const NAME = "Documenso";

export interface DocumensoSettings {
  config: ConfigOf<"documenso">;
  token: string | undefined;
  http?: Partial<HttpSettings>;
}

/** Agreements over Documenso's v2 API (F7.3). It takes no key of ours, so an agreement is sent only when none can be there. */
export function documensoSigning(settings: DocumensoSettings): Signing {
  const { config } = settings;
  const call = callerOf(settings);
  return {
    mode: "live",
    async sendAgreement({ name, email, key }, signal) {
      const { templateId } = config;
      if (templateId === null) return refused("The settings of Documenso name no template.");
      const template = await readEnvelope(call, templateId, signal);
      // Nothing has been asked for yet but to look, so nothing was sent.
      if (template.how !== "answered") return notSent(template);
      const recipient = recipientIn(template.value, config);
      if ("problem" in recipient) return refused(recipient.problem);
      const made = await call({
        method: "POST",
        path: "/envelope/use",
        body: formOf({
          envelopeId: templateId,
          externalId: key,
          recipients: [{ id: recipient.id, email, name }],
          distributeDocument: true,
        }),
        signal,
      });
      const created = shaped(NAME, made, CreatedEnvelope);
      return created.how === "answered" ? { how: "sent", receipt: created.value.id } : outcomeOf(created);
    },
    async readAgreement(envelopeId, signal) {
      const read = await readEnvelope(call, envelopeId, signal);
      if (read.how !== "answered") return null;
      const { id, status, externalId, recipients } = read.value;
      const signedAt =
        recipients
          .map((one) => one.signedAt)
          .filter((at) => at != null)
          .sort()
          .at(-1) ?? null;
      return { envelopeId: id, key: externalId ?? null, status, signedAt };
    },
    async check(signal): Promise<ProbeAnswer> {
      const { templateId } = config;
      if (templateId === null)
        return { isWorking: false, says: "Name the agreement's template first.", problems: [] };
      const template = await readEnvelope(call, templateId, signal);
      if (template.how !== "answered") return { isWorking: false, says: template.why, problems: [] };
      const recipient = recipientIn(template.value, config);
      const title = template.value.title ?? templateId;
      return {
        isWorking: true,
        says: `Documenso answers, and has the template “${title}”.`,
        problems: "problem" in recipient ? [recipient.problem] : [],
      };
    },
  };
}

export function callerOf({ config, token, http }: DocumensoSettings): HttpClient {
  return httpClient({
    name: NAME,
    base: config.baseUrl,
    headers: { authorization: token ?? "" },
    reasonIn: (body) => WORDS_OF_REFUSAL.safeParse(body).data?.message ?? null,
    ...http,
  });
}

export async function readEnvelope(call: HttpClient, envelopeId: string, signal: AbortSignal) {
  const path = `/envelope/${encodeURIComponent(envelopeId)}`;
  return shaped(NAME, await call({ method: "GET", path, signal, repeats: 2 }), Envelope);
}

function refused(why: string): SendOutcome {
  return { how: "refused", why, isFinal: true };
}

/** A call that only looked and failed has done nothing. */
function notSent(outcome: HttpRefusal | HttpUnknown): SendOutcome {
  return { how: "refused", why: outcome.why, isFinal: outcome.how === "refused" && outcome.isFinal };
}

/** The monthly quota of an organisation names no time to wait: another attempt today would be refused as well. */
function outcomeOf(outcome: HttpRefusal | HttpUnknown): SendOutcome {
  if (outcome.how === "unknown") return { how: "unknown", why: outcome.why };
  const isQuota =
    outcome.status === 429 &&
    outcome.retryAfterMs === null &&
    outcome.body !== null &&
    typeof (outcome.body as { error?: unknown }).error !== "string";
  return { how: "refused", why: outcome.why, isFinal: outcome.isFinal || isQuota };
}
