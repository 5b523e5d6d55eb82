import type { Context } from "../domain/context.ts";
import type { EffectKind } from "../domain/funding/model/effects.ts";
import { saveIntegration } from "../domain/integrations/save-integration.ts";
import { CrmServer } from "../integrations/gohighlevel/testing-crm.ts";
import { type Behaviour, type MailServer, mailServer } from "../integrations/smtp/testing-server.ts";
import { type Received, type Reply, type TestServer, testServer } from "../integrations/testing-server.ts";

/** The systems outside, on this machine, speaking their protocols, and what reached them. */

const TEMPLATE = "envelope_abcdefghijklmnop";

/** What may come between a call and the server that would carry it out. */
export interface Between {
  mail?(): Promise<Behaviour>;
  http?(system: "gohighlevel" | "documenso", carryOut: () => Reply): Promise<Reply>;
  /** With which the CRM is known by its own name. */
  crmTls?: { key: string; cert: string };
}

export class Outside {
  readonly crm = new CrmServer();
  /** The keys under which agreements were made, and for whom: tenants number their files alike. */
  readonly agreements: { key: string; email: string }[] = [];
  #mail: MailServer | null = null;
  #signing: TestServer | null = null;
  #crm: TestServer | null = null;

  static async start({
    mail,
    http = async (_, carryOut) => carryOut(),
    crmTls,
  }: Between = {}): Promise<Outside> {
    const outside = new Outside();
    outside.#mail = await mailServer(mail);
    outside.#signing = await testServer((request) => http("documenso", () => outside.#sign(request)));
    outside.#crm = await testServer(
      (request) => http("gohighlevel", () => outside.crm.answer(request)),
      crmTls,
    );
    return outside;
  }

  #sign({ method, path, bytes }: Received): Reply {
    if (method === "GET" && path === `/api/v2/envelope/${TEMPLATE}`) {
      const recipients = [{ id: 7, role: "SIGNER", signingOrder: 1, token: "t" }];
      return { json: { id: TEMPLATE, type: "TEMPLATE", status: "DRAFT", title: "Agreement", recipients } };
    }
    const [key, email] = ["externalId", "email"].map(
      (name) => new RegExp(`"${name}":"([^"]+)"`).exec(bytes.toString())?.[1],
    );
    if (method !== "POST" || !key || !email) return { status: 404, json: { message: "Not found" } };
    this.agreements.push({ key, email });
    return { json: { id: `envelope_made${this.agreements.length}`, recipients: [] } };
  }

  /** Every system set up as a tenant's administrator does it, with the servers of this machine. */
  async setUp(ann: Context): Promise<void> {
    const live = { version: 0, mode: "live" };
    const port = this.mail.port;
    const smtp = { host: "127.0.0.1", port, tls: "none", fromAddress: "desk@lender.test" };
    await saveIntegration(ann, { system: "smtp", ...live, config: smtp });
    const documenso = { baseUrl: `${this.signing.base}/api/v2`, templateId: TEMPLATE };
    const secrets = { token: "api_token" };
    await saveIntegration(ann, { system: "documenso", ...live, config: documenso, secrets });
    const config = { locationId: "loc-1", pipeline: "funding", userId: "u-1", businessName: "Desk" };
    const token = { token: "pit-right" };
    await saveIntegration(ann, { system: "gohighlevel", ...live, config, secrets: token });
  }

  get mail(): MailServer {
    if (!this.#mail) throw new Error("not started");
    return this.#mail;
  }
  get signing(): TestServer {
    if (!this.#signing) throw new Error("not started");
    return this.#signing;
  }
  get crmServer(): TestServer {
    if (!this.#crm) throw new Error("not started");
    return this.#crm;
  }
  /** What `PSSAAS_PRIVATE_HOSTS` has to name. */
  get hosts(): string {
    return [`127.0.0.1:${this.mail.port}`, this.signing.host, this.crmServer.host].join(",");
  }

  /** How often an effect is there, counted where it went. @param key the effect's */
  countOf(effect: EffectKind, email: string, key: string): number {
    const contacts = this.crm.contacts.filter((one) => one.email === email);
    const ids = new Set(contacts.map(({ id }) => id));
    const invoices = this.crm.invoices.filter(({ contactId }) => ids.has(contactId));
    /** Of each there is one, whatever it shows; and it shows what it should, with the mark. */
    const shown = (stage: string, mark = "") => {
      const opportunities = this.crm.opportunities.filter(({ contactId }) => ids.has(contactId));
      const most = Math.max(contacts.length, opportunities.length);
      if (most > 1) return most;
      const isMarked = contacts.some(({ tags }) => mark === "" || tags.some((tag) => tag.startsWith(mark)));
      return opportunities.filter((one) => isMarked && one.pipelineStageId === `stage ${stage}`).length;
    };
    switch (effect) {
      case "email":
        return this.mail.letters.filter(({ to }) => to.includes(email)).length;
      case "agreement":
        return this.agreements.filter((one) => one.key === key && one.email === email).length;
      case "invoice":
        // One that was made and not sent has reached nobody; two are two, sent or not.
        return invoices.length > 1
          ? invoices.length
          : invoices.filter(({ status }) => status === "sent").length;
      case "payment":
        return invoices.length > 1
          ? invoices.length
          : invoices.reduce((sum, { notes }) => sum + notes.length, 0);
      case "crm_tag":
        return shown("Credit Repair Referral", "repair_referral");
      case "crm_closing":
        return shown("Credit Repair Referral");
      case "crm_parking":
        return shown("Parked - Callback Scheduled", "parked_");
      case "crm_stage":
        return shown("Funding - Card Stacking");
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#mail?.close(), this.#signing?.close(), this.#crm?.close()]);
  }
}
