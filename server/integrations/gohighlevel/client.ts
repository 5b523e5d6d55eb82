import { z } from "zod";
import type { ConfigOf, StageKey } from "../../domain/integrations/input.ts";
import type { Crm, CrmClient, ProbeAnswer } from "../../domain/ports.ts";
import type { HttpSettings } from "../http.ts";
import { type Api, apiOf, ending, Problem } from "./api.ts";
import { CrmInvoices } from "./invoices.ts";
import type { Pace } from "./pace.ts";
import { Fields, FoundContact, KeptContact, Opportunities, type Pipeline, Pipelines } from "./payload.ts";
import { missingIn, placeOf } from "./stages.ts";

export interface GoHighLevelSettings {
  config: ConfigOf<"gohighlevel">;
  token: string | undefined;
  pace: Pace;
  now(): Date;
  http?: Partial<HttpSettings>;
}

const REFERRAL_TAG = "repair_referral";
const Anything = z.unknown();

/**
 * The CRM over GoHighLevel's API (F7.1). It mirrors what the workflow says and is never asked where a file is. It knows no key
 * of ours, so an invoice carries one in its name and is looked for before it is made, and a payment before it is recorded.
 */
export function goHighLevel(settings: GoHighLevelSettings): Crm {
  const api = apiOf(settings.token, settings.pace, settings.http);
  const crm = new GoHighLevel(api, settings.config);
  const invoices = new CrmInvoices(api, settings.config, settings.now, crm);
  return {
    mode: "live",
    park: (client, { parkedReason, parkedCallbackDate }, signal) =>
      ending(async () => {
        const day = new Date(parkedCallbackDate).toISOString().slice(0, 10);
        const fields = { parkedReason, parkedCallbackDate: day };
        const contact = await crm.keepContact(client, fields, signal);
        const tag = `parked_${parkedReason}`;
        const former = contact.tags.filter((one) => one.startsWith("parked_") && one !== tag);
        await crm.untag(contact.id, former, signal);
        await crm.tag(contact.id, tag, signal);
        return crm.showStage(contact.id, client, "parked", signal);
      }),
    tag: (client, tag, signal) =>
      ending(async () => {
        const contact = await crm.keepContact(client, {}, signal);
        await crm.tag(contact.id, tag, signal);
        if (tag === REFERRAL_TAG) {
          await crm.leaveParking(contact, client, signal);
          await crm.showStage(contact.id, client, "creditRepair", signal);
        }
        return contact.id;
      }),
    close: (client, { declineReason }, signal) =>
      ending(async () => {
        const contact = await crm.keepContact(client, { declineReason }, signal);
        await crm.leaveParking(contact, client, signal);
        const stage = declineReason === REFERRAL_TAG ? "creditRepair" : "declined";
        return crm.showStage(contact.id, client, stage, signal);
      }),
    showStage: (client, stage, signal) =>
      ending(async () => {
        const contact = await crm.keepContact(client, {}, signal);
        if (stage !== "parked") await crm.leaveParking(contact, client, signal);
        return crm.showStage(contact.id, client, stage, signal);
      }),
    invoice: (client, invoice, signal) => ending(() => invoices.invoice(client, invoice, signal)),
    recordPayment: (client, payment, signal) => ending(() => invoices.recordPayment(client, payment, signal)),
    check: (signal) => crm.check(signal),
  };
}

interface Contact {
  id: string;
  tags: string[];
}

type FieldValues = Partial<Record<keyof ConfigOf<"gohighlevel">["fields"], string>>;

class GoHighLevel {
  readonly #api: Api;
  readonly #config: ConfigOf<"gohighlevel">;

  constructor(api: Api, config: ConfigOf<"gohighlevel">) {
    this.#api = api;
    this.#config = config;
  }

  /** @throws Problem where none is set up */
  get locationId(): string {
    if (this.#config.locationId === null) throw new Problem("The settings of GoHighLevel name no location.");
    return this.#config.locationId;
  }

  /** The contact of that e-mail address, made when there is none, with its fields as they are to be. */
  async keepContact(
    { name, email, phone }: CrmClient,
    values: FieldValues,
    signal: AbortSignal,
  ): Promise<Contact> {
    const locationId = this.locationId;
    const customFields = await this.#fieldsFor(values, signal);
    const found = await this.findContact(email, signal);
    if (found) {
      const { id, tags } = found;
      if (customFields.length > 0)
        await this.#api.call(
          {
            method: "PUT",
            path: `/contacts/${encodeURIComponent(id)}`,
            json: { customFields },
            isHarmless: true,
          },
          Anything,
          signal,
        );
      return { id, tags: tags ?? [] };
    }
    const made = await this.#api.call(
      {
        method: "POST",
        path: "/contacts/upsert",
        json: { locationId, name, email, ...(phone ? { phone } : {}), customFields },
        isHarmless: true,
      },
      KeptContact,
      signal,
    );
    return { id: made.contact.id, tags: made.contact.tags ?? [] };
  }

  /** Null where nobody has that e-mail address. */
  async findContact(email: string, signal: AbortSignal) {
    const query = { locationId: this.locationId, email };
    const asked = { method: "GET", path: "/contacts/search/duplicate", query, isHarmless: true } as const;
    return (await this.#api.call(asked, FoundContact, signal)).contact ?? null;
  }

  async tag(contactId: string, tag: string, signal: AbortSignal): Promise<void> {
    await this.#changeTags("POST", contactId, [tag], signal);
  }

  async untag(contactId: string, tags: string[], signal: AbortSignal): Promise<void> {
    if (tags.length > 0) await this.#changeTags("DELETE", contactId, tags, signal);
  }

  /** Who is not parked any more is called back by nobody: the marks by which the CRM would do so go. */
  async leaveParking({ id, tags }: Contact, client: CrmClient, signal: AbortSignal): Promise<void> {
    const parked = tags.filter((tag) => tag.startsWith("parked_"));
    if (parked.length === 0) return;
    await this.untag(id, parked, signal);
    await this.keepContact(client, { parkedReason: "", parkedCallbackDate: "" }, signal);
  }

  async #changeTags(method: "POST" | "DELETE", contactId: string, tags: string[], signal: AbortSignal) {
    const path = `/contacts/${encodeURIComponent(contactId)}/tags`;
    await this.#api.call({ method, path, json: { tags }, isHarmless: true }, Anything, signal);
  }

  /** @throws Problem for a field that is set up and not there */
  async #fieldsFor(values: FieldValues, signal: AbortSignal): Promise<{ id: string; field_value: string }[]> {
    const wanted = (Object.entries(values) as [keyof FieldValues, string][]).flatMap(([name, value]) => {
      const key = this.#config.fields[name];
      return key === null ? [] : [{ key, value }];
    });
    if (wanted.length === 0) return [];
    const known = await this.#knownFields(signal);
    return wanted.map(({ key, value }) => {
      const id = known.get(key);
      if (id === undefined)
        throw new Problem(
          `GoHighLevel has no custom field “${key}” for contacts: make it there, or leave it out in the settings.`,
        );
      return { id, field_value: value };
    });
  }

  async #knownFields(signal: AbortSignal): Promise<Map<string, string>> {
    const path = `/locations/${encodeURIComponent(this.locationId)}/customFields`;
    const { customFields } = await this.#api.call(
      { method: "GET", path, query: { model: "contact" }, isHarmless: true },
      Fields,
      signal,
    );
    return new Map(customFields.flatMap(({ id, fieldKey }) => (fieldKey ? [[fieldKey, id]] : [])));
  }

  async #pipelines(signal: AbortSignal): Promise<Pipeline[]> {
    const query = { locationId: this.locationId };
    const asked = { method: "GET", path: "/opportunities/pipelines", query, isHarmless: true } as const;
    return (await this.#api.call(asked, Pipelines, signal)).pipelines;
  }

  /** Puts the contact's opportunity where the workflow says, whoever moved it; makes one where there is none. */
  async showStage(contactId: string, client: CrmClient, key: StageKey, signal: AbortSignal): Promise<string> {
    const { pipelineId, stageId, needsReferralTag } = placeOf(
      await this.#pipelines(signal),
      this.#config,
      key,
    );
    if (needsReferralTag) await this.tag(contactId, REFERRAL_TAG, signal);
    const query = {
      location_id: this.locationId,
      contact_id: contactId,
      pipeline_id: pipelineId,
      limit: 100,
    };
    const { opportunities } = await this.#api.call(
      { method: "GET", path: "/opportunities/search", query, isHarmless: true },
      Opportunities,
      signal,
    );
    const status = key === "declined" || key === "creditRepair" ? "lost" : "open";
    const place = { pipelineId, pipelineStageId: stageId, status };
    const present = opportunities.find(
      (one) => one.pipelineId === pipelineId && (one.contactId ?? contactId) === contactId,
    );
    if (!present) {
      // Not harmless as such, but it is looked for before it is made, each time.
      const json = { ...place, locationId: this.locationId, contactId, name: client.name };
      const asked = { method: "POST", path: "/opportunities/", json, isHarmless: false } as const;
      const made = await this.#api.call(
        asked,
        z.object({ opportunity: z.object({ id: z.string() }) }),
        signal,
      );
      return made.opportunity.id;
    }
    if (present.pipelineStageId !== stageId || present.status !== status) {
      const path = `/opportunities/${encodeURIComponent(present.id)}`;
      await this.#api.call({ method: "PUT", path, json: place, isHarmless: true }, Anything, signal);
    }
    return present.id;
  }

  async check(signal: AbortSignal): Promise<ProbeAnswer> {
    let pipelines: Pipeline[];
    try {
      pipelines = await this.#pipelines(signal);
    } catch (error) {
      return {
        isWorking: false,
        says: error instanceof Error ? error.message : "It does not answer.",
        problems: [],
      };
    }
    const known = await this.#knownFields(signal).catch(() => null);
    const fields = Object.values(this.#config.fields).filter(
      (key) => key !== null && known && !known.has(key),
    );
    return {
      isWorking: true,
      says: `GoHighLevel answers, and has ${pipelines.length} ${pipelines.length === 1 ? "pipeline" : "pipelines"}.`,
      problems: [
        ...missingIn(pipelines, this.#config),
        ...fields.map((key) => `There is no custom field “${key}” for contacts.`),
        ...(known ? [] : ["The custom fields cannot be read: the token may not do that."]),
      ],
    };
  }
}
