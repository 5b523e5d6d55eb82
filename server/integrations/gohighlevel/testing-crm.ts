import type { Received, Reply } from "../testing-server.ts";

type Raw = Record<string, unknown>;

/** GoHighLevel as its API is documented: what it holds can be looked at, and any call can be made to fail. */
export class CrmServer {
  readonly contacts: {
    id: string;
    email: string;
    tags: string[];
    fields: Record<string, string>;
    raw: Raw;
  }[] = [];
  readonly opportunities: {
    id: string;
    contactId: string;
    pipelineId: string;
    pipelineStageId: string;
    status: string;
  }[] = [];
  readonly invoices: {
    _id: string;
    name: string;
    status: string;
    amountPaid: number;
    contactId: string;
    raw: Raw;
    notes: string[];
  }[] = [];
  readonly calls: string[] = [];
  stages = [
    "Manual Review",
    "Funding - Card Stacking",
    "Funding - Term Loan",
    "Funding - MCA/SBA",
    "Parked - Callback Scheduled",
    "Declined",
    "Credit Repair Referral",
  ];
  /** By what an upsert knows a contact, in this order: the location's setting for duplicates. */
  matchesBy: ("email" | "phone")[] = ["email"];
  fieldKeys = ["contact.parked_reason", "contact.parked_callback_date", "contact.decline_reason"];
  /** `POST /invoices/` → what is answered once instead; `after` also carries the call out. */
  readonly failures = new Map<string, { reply: Reply; after: boolean }>();
  headers: Record<string, string> = {};
  #made = 0;

  answer = (request: Received): Reply => {
    const call = `${request.method} ${request.path.replace(/\/(c|o|i)-\d+/, "/:id")}`;
    this.calls.push(call);
    if (request.headers.authorization !== "Bearer pit-right")
      return { status: 401, json: { statusCode: 401, message: "Invalid Private Integration token" } };
    if (request.headers.version !== "2021-07-28")
      return { status: 400, json: { message: "version header was not found" } };
    const failure = this.failures.get(call);
    this.failures.delete(call);
    if (failure && !failure.after) return failure.reply;
    const reply = this.#carryOut(call, request);
    return failure ? failure.reply : { headers: this.headers, ...(reply as object) };
  };

  #matching(raw: Raw) {
    return this.matchesBy
      .map((key) => this.contacts.find((one) => raw[key] !== undefined && one.raw[key] === raw[key]))
      .find((one) => one !== undefined);
  }

  #carryOut(call: string, { body, query, path }: Received): Reply {
    const id = /\/((?:c|o|i)-\d+)/.exec(path)?.[1];
    const raw = body as Raw;
    const contact = this.contacts.find((one) => one.id === id);
    const invoice = this.invoices.find((one) => one._id === id);
    switch (call) {
      case "GET /contacts/search/duplicate":
        if (!query.email?.includes("@"))
          return { status: 422, json: { message: ["email must be an email"] } };
        return { json: { contact: this.contacts.find(({ email }) => email === query.email) ?? null } };
      case "POST /contacts/upsert": {
        const known = this.#matching(raw);
        if (known) {
          known.email = String(raw.email);
          Object.assign(known.raw, raw);
          Object.assign(known.fields, fieldsIn(raw));
          return { json: { new: false, contact: known } };
        }
        const made = {
          id: `c-${this.contacts.length + 1}`,
          email: String(raw.email),
          tags: [],
          fields: fieldsIn(raw),
          raw,
        };
        this.contacts.push(made);
        return { status: 201, json: { new: true, contact: made } };
      }
      case "PUT /contacts/:id":
        if (contact) Object.assign(contact.fields, fieldsIn(raw));
        return { json: { succeded: true, contact } };
      case "POST /contacts/:id/tags":
        if (contact) contact.tags = [...new Set([...contact.tags, ...(raw.tags as string[])])];
        return { status: 201, json: { tags: contact?.tags } };
      case "DELETE /contacts/:id/tags":
        if (contact) contact.tags = contact.tags.filter((tag) => !(raw.tags as string[]).includes(tag));
        return { json: { tags: contact?.tags } };
      case "GET /locations/loc-1/customFields":
        return {
          json: {
            customFields: this.fieldKeys.map((fieldKey) => ({
              id: `id of ${fieldKey}`,
              fieldKey,
              name: fieldKey,
            })),
          },
        };
      case "GET /opportunities/pipelines":
        return {
          json: {
            pipelines: [
              { id: "p-0", name: "Sales", stages: [{ id: "s-x", name: "Declined" }] },
              {
                id: "p-1",
                name: "Funding",
                stages: this.stages.map((name) => ({ id: `stage ${name}`, name })),
              },
            ],
          },
        };
      case "GET /opportunities/search":
        return {
          json: {
            opportunities: this.opportunities.filter((one) => one.contactId === query.contact_id),
            meta: {},
          },
        };
      case "POST /opportunities/": {
        const made = {
          ...(raw as CrmServer["opportunities"][number]),
          id: `o-${this.opportunities.length + 1}`,
        };
        this.opportunities.push(made);
        return { status: 201, json: { opportunity: made } };
      }
      case "PUT /opportunities/:id":
        Object.assign(this.opportunities.find((one) => one.id === id) ?? {}, raw);
        return { json: { opportunity: { id } } };
      case "GET /invoices/":
        return {
          json: { invoices: this.invoices.filter((one) => one.contactId === query.contactId), total: 1 },
        };
      case "POST /invoices/": {
        const { id: contactId } = raw.contactDetails as { id: string };
        const made = {
          _id: `i-${++this.#made}`,
          name: String(raw.name),
          status: "draft",
          amountPaid: 0,
          contactId,
          raw,
          notes: [],
        };
        this.invoices.push(made);
        return { status: 201, json: made };
      }
      case "POST /invoices/:id/send":
        if (invoice) Object.assign(invoice, { status: "sent", sentBy: raw });
        return { json: { invoice } };
      case "DELETE /invoices/:id":
        if (invoice?.status !== "draft")
          return { status: 400, json: { message: "Invoice status need to be draft to delete an invoice" } };
        this.invoices.splice(this.invoices.indexOf(invoice), 1);
        return { json: invoice };
      case "GET /invoices/:id":
        return invoice ? { json: invoice } : { status: 404, json: { message: "not found" } };
      case "POST /invoices/:id/record-payment":
        if (invoice) {
          Object.assign(invoice, { status: "paid", amountPaid: invoice.amountPaid + Number(raw.amount) });
          invoice.notes.push(String(raw.notes));
        }
        return { json: { success: true, invoice } };
      default:
        return { status: 404, json: { message: `Cannot ${call}` } };
    }
  }
}

function fieldsIn({ customFields = [] }: { customFields?: unknown }): Record<string, string> {
  const fields = customFields as { id: string; field_value: string }[];
  return Object.fromEntries(fields.map(({ id, field_value }) => [id.replace("id of ", ""), field_value]));
}
