import type { System } from "@/server/domain/integrations/input.ts";

/** What is asked about each system, as the form asks it: an entry a field. */

export interface AskedField {
  /** Where it stands in what is saved: `config.stages.parked`. */
  name: string;
  label: string;
  help?: string;
  optional?: true;
  options?: readonly (readonly [value: string, label: string])[];
}

export interface FieldGroup {
  title: string;
  about?: string;
  fields: readonly AskedField[];
}

export const ABOUT: Record<System, string> = {
  gohighlevel: "Shows your CRM where each file stands, tags contacts, sends invoices and records payments.",
  engine: "Gets term-loan offers for clients and hears of what becomes of them.",
  documenso: "Sends the agreement to be signed, from your template.",
  smtp: "Sends the letters of the funding workflow.",
};

export const FIELDS: Record<System, readonly FieldGroup[]> = {
  gohighlevel: [
    {
      title: "Account",
      fields: [
        { name: "config.locationId", label: "Location ID", optional: true },
        { name: "config.userId", label: "User ID", help: "In whose name invoices are sent.", optional: true },
        {
          name: "config.businessName",
          label: "Business name",
          help: "Who invoices are from.",
          optional: true,
        },
      ],
    },
    {
      title: "Pipeline and stages",
      about:
        "The names as they stand in GoHighLevel. A stage that is missing there is reported, never guessed.",
      fields: [
        { name: "config.pipeline", label: "Pipeline", optional: true },
        { name: "config.stages.manualReview", label: "Needs review" },
        { name: "config.stages.cardFunding", label: "Card funding" },
        { name: "config.stages.termLoan", label: "Term loan" },
        { name: "config.stages.establishedFunding", label: "Established funding" },
        { name: "config.stages.parked", label: "Parked" },
        { name: "config.stages.declined", label: "Declined" },
        {
          name: "config.stages.creditRepair",
          label: "Credit repair",
          help: "Left empty, these files go to the declined stage with the tag repair_referral.",
          optional: true,
        },
      ],
    },
    {
      title: "Contact fields",
      about: "The keys of your custom fields. One that is left empty is not kept in the CRM.",
      fields: [
        { name: "config.fields.parkedReason", label: "Why parked", optional: true },
        { name: "config.fields.parkedCallbackDate", label: "Callback date", optional: true },
        { name: "config.fields.declineReason", label: "Why declined", optional: true },
      ],
    },
  ],
  engine: [
    {
      title: "Account",
      fields: [
        { name: "config.baseUrl", label: "Address" },
        {
          name: "config.account",
          label: "Tokens are for",
          options: [
            ["production", "Production"],
            ["testing", "Testing"],
          ],
        },
      ],
    },
  ],
  documenso: [
    {
      title: "Account and template",
      fields: [
        { name: "config.baseUrl", label: "Address", help: "Of your own server, or of Documenso's." },
        { name: "config.templateId", label: "Template ID", help: "Begins with envelope_.", optional: true },
        {
          name: "config.recipientRole",
          label: "The client",
          options: [
            ["SIGNER", "Signs"],
            ["APPROVER", "Approves"],
          ],
        },
        {
          name: "config.signingOrder",
          label: "Signing order of the client",
          help: "Where the template has several who sign.",
          optional: true,
        },
      ],
    },
  ],
  smtp: [
    {
      title: "Mail server",
      fields: [
        { name: "config.host", label: "Server", optional: true },
        { name: "config.port", label: "Port" },
        {
          name: "config.tls",
          label: "Encryption",
          options: [
            ["starttls", "STARTTLS (587)"],
            ["implicit", "TLS from the start (465)"],
            ["none", "None, own network only"],
          ],
        },
        { name: "config.username", label: "User name", optional: true },
      ],
    },
    {
      title: "Sender",
      fields: [
        { name: "config.fromAddress", label: "Address of the sender", optional: true },
        { name: "config.fromName", label: "Name of the sender", optional: true },
      ],
    },
  ],
};

export const SECRET_LABELS: Record<string, string> = {
  token: "API token",
  webhookSecret: "Webhook secret",
  leadToken: "Lead token",
  confidentialToken: "Confidential token",
  postbackKey: "Postback key",
  password: "Password",
};

export function fieldsOf(system: System): readonly AskedField[] {
  return FIELDS[system].flatMap(({ fields }) => fields);
}

/** The text in each field. */
export function textsOf(system: System, config: Record<string, unknown>): Record<string, string> {
  const at = (name: string) =>
    name
      .split(".")
      .slice(1)
      .reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], config);
  return Object.fromEntries(fieldsOf(system).map(({ name }) => [name, String(at(name) ?? "")]));
}

/** What is sent, from the text in each field; an optional one that is empty is none. */
export function configOf(system: System, texts: Record<string, string>): Record<string, unknown> {
  const config: Record<string, unknown> = {};
  for (const { name, optional } of fieldsOf(system)) {
    const parts = name.split(".").slice(1);
    const last = parts.pop() ?? "";
    let place = config;
    for (const part of parts) {
      place[part] ??= {};
      place = place[part] as Record<string, unknown>;
    }
    const text = texts[name]?.trim() ?? "";
    place[last] = optional && text === "" ? null : text;
  }
  return config;
}

/** A name in the history of changes, as the form calls it. */
export function changeLabel(system: System, name: string): string {
  if (name === "mode") return "sandbox or live";
  if (name.startsWith("secrets.")) return SECRET_LABELS[name.slice("secrets.".length)] ?? "a key";
  return fieldsOf(system).find((field) => field.name === name)?.label ?? name;
}
