import { z } from "zod";
import type { ConfigOf } from "../../domain/integrations/input.ts";
import { numberLiteral } from "../../domain/json-number.ts";
import { compareMoney } from "../../domain/money.ts";
import type { Crm, CrmClient } from "../../domain/ports.ts";
import { type Api, CallFailed, Problem } from "./api.ts";
import { Invoice, type InvoiceFacts, Invoices, invoiceBody, MadeInvoice, markOf } from "./payload.ts";

const Anything = z.unknown();

/** Whose invoices they are. */
interface Contacts {
  readonly locationId: string;
  keepContact(client: CrmClient, values: object, signal: AbortSignal): Promise<{ id: string }>;
  findContact(email: string, signal: AbortSignal): Promise<{ id: string } | null>;
}

/** GoHighLevel's invoices: one a key, looked for before it is made or paid, whatever became of the client's address (F7.1). */
export class CrmInvoices {
  readonly #api: Api;
  readonly #config: ConfigOf<"gohighlevel">;
  readonly #now: () => Date;
  readonly #contacts: Contacts;

  constructor(api: Api, config: ConfigOf<"gohighlevel">, now: () => Date, contacts: Contacts) {
    this.#api = api;
    this.#config = config;
    this.#now = now;
    this.#contacts = contacts;
  }

  /** Gives the id of the one invoice of that key. */
  async invoice(
    client: CrmClient,
    { title, amount, feePercent, funded, issuedOn, formerEmails, key }: Parameters<Crm["invoice"]>[1],
    signal: AbortSignal,
  ): Promise<string> {
    const contact = await this.#contacts.keepContact(client, {}, signal);
    const name = `${title} ${markOf(key)}`;
    const item = `${title}: fee of ${feePercent} % on $${funded}`;
    const known = await this.#ownInvoice(contact.id, name, formerEmails, signal);
    const day = issuedOn ?? this.#now().toISOString().slice(0, 10);
    const facts = { name, item, amount, issuedOn: day, sentTo: [client.email] };
    const left = known ? null : await this.#leftBehind(formerEmails, name, signal);
    if (left && isPaid(left.invoice, amount)) return left.invoice._id;
    if (left)
      throw new Problem(
        `GoHighLevel has the invoice “${name}” for ${left.email} already, ${adviceOn(left.invoice)}`,
      );
    const id = known?._id ?? (await this.#makeInvoice(client, contact.id, facts, signal));
    if (!known || known.status === "draft") await this.#sendInvoice(id, "email", signal);
    return id;
  }

  /** What a lender pays has no invoice to the client: one for the books alone carries the payment (F4.2). */
  async recordPayment(
    client: CrmClient,
    { amount, receivedOn, lender, reference, formerEmails, key }: Parameters<Crm["recordPayment"]>[1],
    signal: AbortSignal,
  ): Promise<string> {
    const contact = await this.#contacts.keepContact(client, {}, signal);
    const name = `Commission ${markOf(key)}`;
    const known =
      (await this.#findInvoice(contact.id, name, signal)) ??
      (await this.#leftBehind(formerEmails, name, signal))?.invoice;
    const item = `Commission of ${lender}, ${reference}`;
    const facts = { name, item, amount, issuedOn: receivedOn, sentTo: [] };
    const id = known?._id ?? (await this.#makeInvoice(client, contact.id, facts, signal));
    if (!known || known.status === "draft") await this.#sendInvoice(id, "send_manually", signal);
    const path = `/invoices/${encodeURIComponent(id)}`;
    const place = { altId: this.#contacts.locationId, altType: "location" };
    const now = await this.#api.call(
      { method: "GET", path, query: place, isHarmless: true },
      Invoice,
      signal,
    );
    if (isPaid(now, amount)) return id;
    const json = {
      ...place,
      mode: "other",
      notes: `${lender}, ${reference} (${markOf(key)})`,
      amount: numberLiteral(amount),
      fulfilledAt: `${receivedOn}T12:00:00.000Z`,
    };
    await this.#api.call(
      { method: "POST", path: `${path}/record-payment`, json, isHarmless: false },
      Anything,
      signal,
    );
    return id;
  }

  async #findInvoice(contactId: string, name: string, signal: AbortSignal): Promise<Invoice | null> {
    const query = { altId: this.#contacts.locationId, altType: "location", contactId, limit: 100, offset: 0 };
    const { invoices } = await this.#api.call(
      { method: "GET", path: "/invoices/", query, isHarmless: true },
      Invoices,
      signal,
    );
    return invoices.find((one) => one.name === name && one.status !== "void") ?? null;
  }

  /**
   * What earlier attempts have left at the contact that it is for. Once the address was corrected, a draft is deleted and made
   * anew: GoHighLevel may know the client by phone, and then the draft is the one for a former address (I22).
   */
  async #ownInvoice(
    contactId: string,
    name: string,
    formerEmails: string[] | undefined,
    signal: AbortSignal,
  ): Promise<Invoice | null> {
    const found = await this.#findInvoice(contactId, name, signal);
    if (found?.status !== "draft" || formerEmails === undefined) return found;
    await this.#deleteDraft(found, signal);
    return null;
  }

  /**
   * What attempts with former addresses have left at their contacts. A draft is deleted, so that it cannot go out as well (I22);
   * whatever else is there is told.
   */
  async #leftBehind(
    emails: string[] = [],
    name: string,
    signal: AbortSignal,
  ): Promise<{ invoice: Invoice; email: string } | null> {
    for (const email of emails) {
      const contact = await this.#findFormer(email, signal);
      const invoice = contact && (await this.#findInvoice(contact.id, name, signal));
      if (!invoice) continue;
      if (invoice.status !== "draft") return { invoice, email };
      await this.#deleteDraft(invoice, signal);
    }
    return null;
  }

  /** It has answered for the present address just before: what it refuses for good is the address, and nobody has that. */
  async #findFormer(email: string, signal: AbortSignal) {
    return this.#contacts.findContact(email, signal).catch((error) => {
      if (error instanceof CallFailed && error.outcome.how === "refused" && error.outcome.isFinal)
        return null;
      throw error;
    });
  }

  async #deleteDraft({ _id }: Invoice, signal: AbortSignal): Promise<void> {
    const path = `/invoices/${encodeURIComponent(_id)}`;
    const query = { altId: this.#contacts.locationId, altType: "location" };
    await this.#api.call({ method: "DELETE", path, query, isHarmless: true }, Anything, signal);
  }

  async #makeInvoice(
    client: CrmClient,
    contactId: string,
    facts: Pick<InvoiceFacts, "name" | "item" | "amount" | "issuedOn" | "sentTo">,
    signal: AbortSignal,
  ): Promise<string> {
    const json = invoiceBody({
      ...facts,
      client,
      contactId,
      locationId: this.#contacts.locationId,
      businessName: this.#config.businessName ?? "",
    });
    const asked = { method: "POST", path: "/invoices/", json, isHarmless: false } as const;
    return (await this.#api.call(asked, MadeInvoice, signal))._id;
  }

  async #sendInvoice(id: string, action: "email" | "send_manually", signal: AbortSignal): Promise<void> {
    const json = {
      altId: this.#contacts.locationId,
      altType: "location",
      userId: this.#config.userId ?? "",
      action,
      liveMode: true,
    };
    const path = `/invoices/${encodeURIComponent(id)}/send`;
    await this.#api.call({ method: "POST", path, json, isHarmless: false }, Anything, signal);
  }
}

function isPaid({ status, amountPaid }: Invoice, amount: string): boolean {
  return status === "paid" || (amountPaid != null && compareMoney(String(amountPaid), amount) >= 0);
}

/** What to do with an invoice that somebody sent from within the CRM. Money that came in on it must not be lost with it. */
function adviceOn({ status, amountPaid }: Invoice): string {
  const isBeingPaid =
    status === "partially_paid" || status === "payment_processing" || Number(amountPaid) > 0;
  return isBeingPaid
    ? "and a payment on it has begun: once it is paid in full there, send this again and it counts as sent."
    : "and it is no draft: void it there, then send it again.";
}
