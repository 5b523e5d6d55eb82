import type { ConfigOf, StageKey } from "../../domain/integrations/input.ts";
import { findRecord, keepRecord, type SandboxPlace } from "../../domain/integrations/sandbox-rows.ts";
import type { Crm, CrmClient } from "../../domain/ports.ts";
import { asService } from "../sandbox.ts";
import { markOf } from "./payload.ts";

/** A CRM inside the app, with contacts, one opportunity each, invoices and payments (F7.4). */
export function sandboxCrm(place: SandboxPlace, config: ConfigOf<"gohighlevel">): Crm {
  const carriedOut = (
    client: CrmClient,
    key: string,
    signal: AbortSignal,
    work: () => Promise<string | null>,
  ) => asService(place, { address: client.email, key, signal }, work);

  const keepContact = (client: CrmClient, changes: Changes) => keepContactIn(place, config, client, changes);

  return {
    mode: "sandbox",
    park: (client, { parkedReason, parkedCallbackDate }, signal) =>
      carriedOut(client, "park", signal, () => {
        const fields = {
          parkedReason,
          parkedCallbackDate: new Date(parkedCallbackDate).toISOString().slice(0, 10),
        };
        return keepContact(client, { fields, tags: [`parked_${parkedReason}`], stage: "parked" });
      }),
    tag: (client, tag, signal) =>
      carriedOut(client, `tag ${tag}`, signal, () =>
        keepContact(client, { tags: [tag], ...(tag === "repair_referral" ? { stage: "creditRepair" } : {}) }),
      ),
    close: (client, { declineReason }, signal) =>
      carriedOut(client, "close", signal, () =>
        keepContact(client, {
          fields: { declineReason },
          stage: declineReason === "repair_referral" ? "creditRepair" : "declined",
        }),
      ),
    showStage: (client, stage, signal) =>
      carriedOut(client, `stage ${stage}`, signal, () => keepContact(client, { stage })),
    invoice: (client, { key, formerEmails: _, ...invoice }, signal) =>
      carriedOut(client, key, signal, async () => {
        await keepContact(client, {});
        const name = `${invoice.title} ${markOf(key)}`;
        const id = await keepRecord(place, "invoice", name, { to: client.email, status: "sent", ...invoice });
        return `invoice ${id}`;
      }),
    recordPayment: (client, { key, formerEmails: _, ...payment }, signal) =>
      carriedOut(client, key, signal, async () => {
        await keepContact(client, {});
        const name = `Commission ${markOf(key)}`;
        const id = await keepRecord(place, "payment", name, {
          for: client.email,
          status: "paid",
          ...payment,
        });
        return `payment ${id}`;
      }),
    async check() {
      const says = "The sandbox is ready. Contacts, stages, invoices and payments stay on this page.";
      return { isWorking: true, says, problems: [] };
    },
  };
}

interface Changes {
  fields?: object;
  tags?: string[];
  stage?: StageKey;
}

/** What is there is changed; a state that is set twice is the same state. */
async function keepContactIn(
  place: SandboxPlace,
  config: ConfigOf<"gohighlevel">,
  client: CrmClient,
  changes: Changes,
): Promise<string> {
  const known = (await findRecord(place, "contact", client.email))?.data;
  const { stage } = changes;
  // Parked anew, or not parked any more: the marks of before go.
  const leaves = stage !== undefined && stage !== "parked";
  const keeps = (tag: string) => !isParking(tag) || !(leaves || changes.tags?.some(isParking));
  const tags = [...((known?.tags as string[] | undefined) ?? []).filter(keeps), ...(changes.tags ?? [])];
  const id = await keepRecord(place, "contact", client.email, {
    ...client,
    fields: {
      ...(known?.fields as object | undefined),
      ...(leaves && known ? { parkedReason: undefined, parkedCallbackDate: undefined } : {}),
      ...changes.fields,
    },
    tags: [...new Set(tags)],
    stage: stage === undefined ? (known?.stage ?? null) : (config.stages[stage] ?? config.stages.declined),
  });
  return `contact ${id}`;
}

const isParking = (tag: string) => tag.startsWith("parked_");
