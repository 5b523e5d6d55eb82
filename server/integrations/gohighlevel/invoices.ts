import { z } from "zod";
import type { ConfigOf } from "../../domain/integrations/input.ts";
import { numberLiteral } from "../../domain/json-number.ts";
import { compareMoney } from "../../domain/money.ts";
import type { Crm, CrmClient } from "../../domain/ports.ts";
import { type Api, Problem } from "./api.ts";
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
    const known = await this.#findInvoice(contact.id, name, signal);
    const day = issuedOn ?? this.#now().toISOString().slice(0, 10);
    const facts = { name, item, amount, issuedOn: day, sentTo: [client.email] };
    const left = known ? null : await this.#leftBehind(formerEmails, name, signal);
    if (left)
      throw new Problem(
        `GoHighLevel has the invoice “${name}” for ${left.email} already, and it is no draft: void it there, then send it again.`,
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
   * What attempts with former addresses have left at their contacts. A draft is deleted, so that it cannot go out as well (I22);
   * whatever else is there is told.
   */
  async #leftBehind(
    emails: string[] = [],
    name: string,
    signal: AbortSignal,
  ): Promise<{ invoice: Invoice; email: string } | null> {
    for (const email of emails) {
      const contact = await this.#contacts.findContact(email, signal);
      const invoice = contact && (await this.#findInvoice(contact.id, name, signal));
      if (!invoice) continue;
      if (invoice.status !== "draft") return { invoice, email };
      const path = `/invoices/${encodeURIComponent(invoice._id)}`;
      const query = { altId: this.#contacts.locationId, altType: "location" };
      await this.#api.call({ method: "DELETE", path, query, isHarmless: true }, Anything, signal);
    }
    return null;
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
