import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Context } from "../server/domain/context.ts";
import { saveIntegration } from "../server/domain/integrations/save-integration.ts";
import {
  CONFIDENTIAL_TOKEN,
  engineOffer,
  eventPage,
  LEAD_TOKEN,
  rateTable,
  refusal,
} from "../server/integrations/engine/testing-engine.ts";
import { BASE } from "../server/integrations/gohighlevel/api.ts";
import { markOf } from "../server/integrations/gohighlevel/payload.ts";
import { messageIdOf } from "../server/integrations/smtp/payload.ts";
import { testCertificate } from "../server/integrations/testing-certificate.ts";
import {
  type Received,
  type Reply,
  type TestServer,
  testServer,
} from "../server/integrations/testing-server.ts";
import { Outside } from "../server/worker/testing-outside.ts";
import type { Weather } from "./weather.ts";

/** What no line of the log may hold. */
export const SECRETS = ["api_token", "pit-right", LEAD_TOKEN, CONFIDENTIAL_TOKEN];

/** The four services on this machine, in whatever weather, and what of the app's effects has come to them. */
export class Services {
  /** References of applications, as often as they came. */
  readonly leads: string[] = [];
  readonly #outside: Outside;
  readonly #engine: TestServer;
  readonly #certificate: string;

  private constructor(outside: Outside, certificate: string, engine: TestServer) {
    this.#outside = outside;
    this.#certificate = certificate;
    this.#engine = engine;
  }

  static async open(weather: Weather): Promise<Services> {
    const crmTls = testCertificate(new URL(BASE).hostname);
    const outside = await Outside.start({
      mail: () => weather.letter(),
      http: (system, carryOut) => weather.http(system, carryOut),
      crmTls,
    });
    const engine = await testServer((request) => weather.http("engine", () => services.#lend(request)));
    const services = new Services(outside, crmTls.cert, engine);
    return services;
  }

  /** What the app is started with, so that it finds them. */
  get env(): Record<string, string> {
    return {
      PSSAAS_PRIVATE_HOSTS: `${this.#outside.hosts},${this.#engine.host}`,
      NODE_OPTIONS: `--import=${pathToFileURL(path.join(import.meta.dirname, "crm-here.ts"))}`,
      FAULTS_CRM_PORT: String(this.#outside.crmServer.port),
      FAULTS_CRM_CERTIFICATE: this.#certificate,
    };
  }

  async setUp(admin: Context): Promise<void> {
    await this.#outside.setUp(admin);
    const secrets = { leadToken: LEAD_TOKEN, confidentialToken: CONFIDENTIAL_TOKEN };
    const config = { baseUrl: this.#engine.base, account: "testing" };
    await saveIntegration(admin, { system: "engine", version: 0, mode: "live", config, secrets });
  }

  /** At first one of two lenders has answered. */
  #lend({ method, path: at, body }: Received): Reply {
    if (method === "POST" && at === "/leads/rateTables") {
      const { clientTags } = body as { clientTags: { reference: [string] } };
      this.leads.push(clientTags.reference[0]);
      return { json: rateTable([engineOffer()], ["Beta"]) };
    }
    if (method === "GET" && at.startsWith("/originator/rateTables/"))
      return { json: rateTable([engineOffer(), engineOffer()], [], { uuid: at.split("/").at(-1) }) };
    if (method === "GET" && at === "/supplyAnalytics/leadEvents") return { json: eventPage([]) };
    return refusal(404, "Lead UUID is invalid");
  }

  /** How often a letter, an agreement, an invoice or a payment is there; null for what the CRM keeps as a state. */
  timesOf(tenantId: string, effect: string, key: string): number | null {
    const { mail, agreements, crm } = this.#outside;
    const invoices = crm.invoices.filter(({ name }) => name.endsWith(` ${markOf(key)}`));
    switch (effect) {
      case "email": {
        const messageId = messageIdOf(tenantId, key, "desk@lender.test");
        return mail.letters.filter(({ text }) => text.includes(messageId)).length;
      }
      case "agreement":
        return agreements.filter((one) => one.key === key).length;
      case "invoice":
        // One that was made and not sent has reached nobody; two are two, sent or not.
        return invoices.length > 1
          ? invoices.length
          : invoices.filter(({ status }) => status !== "draft").length;
      case "payment":
        return invoices.length > 1
          ? invoices.length
          : invoices.reduce((sum, { notes }) => sum + notes.length, 0);
      default:
        return null;
    }
  }

  /** What the CRM shows of a client: one contact with one opportunity, at a stage. */
  standingOf(email: string): string {
    const contacts = this.#outside.crm.contacts.filter((one) => one.email === email);
    const ids = new Set(contacts.map(({ id }) => id));
    const stages = this.#outside.crm.opportunities
      .filter(({ contactId }) => ids.has(contactId))
      .map(({ pipelineStageId }) => pipelineStageId.replace("stage ", ""));
    return contacts.length === 1 && stages.length === 1
      ? (stages[0] ?? "")
      : `${contacts.length} contacts with ${stages.length} opportunities`;
  }

  async close(): Promise<void> {
    await Promise.all([this.#outside.close(), this.#engine.close()]);
  }
}
