import type { System } from "@/server/domain/integrations/input.ts";

/** What is asked about each system, as the form asks it: an entry a field. */

export interface AskedField {
  /** Where it stands in what is saved: `config.stages.parked`. */
  name: string;
  label: string;
  help?: string;
  /** May be left empty: always, or while the sandbox stands in. */
  optional?: "always" | "in the sandbox";
  options?: readonly (readonly [value: string, label: string])[];
  /** A text of several lines, over the whole width. */
  isLong?: true;
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
        { name: "config.locationId", label: "Location ID", optional: "in the sandbox" },
        {
          name: "config.userId",
          label: "User ID",
          help: "In whose name invoices are sent.",
          optional: "in the sandbox",
        },
        {
          name: "config.businessName",
          label: "Business name",
          help: "Who invoices are from.",
          optional: "in the sandbox",
        },
      ],
    },
    {
      title: "Pipeline and stages",
      about:
        "The names as they stand in GoHighLevel. A stage that is missing there is reported, never guessed.",
      fields: [
        { name: "config.pipeline", label: "Pipeline", optional: "in the sandbox" },
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
          optional: "always",
        },
      ],
    },
    {
      title: "Contact fields",
      about: "The keys of your custom fields. One that is left empty is not kept in the CRM.",
      fields: [
        { name: "config.fields.parkedReason", label: "Why parked", optional: "always" },
        { name: "config.fields.parkedCallbackDate", label: "Callback date", optional: "always" },
        { name: "config.fields.declineReason", label: "Why declined", optional: "always" },
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
    {
      title: "What clients agree to",
      about:
        "Word for word as your agreement with Engine prescribes it. Left empty, the product’s own text is shown.",
      fields: [
        {
          name: "config.fcraText",
          label: "Before a credit file is read (FCRA)",
          optional: "always",
          isLong: true,
        },
        {
          name: "config.tcpaText",
          label: "Before they are called or written to (TCPA)",
          optional: "always",
          isLong: true,
        },
      ],
    },
  ],
  documenso: [
    {
      title: "Account and template",
      fields: [
        { name: "config.baseUrl", label: "Address", help: "Of your own server, or of Documenso's." },
        {
          name: "config.templateId",
          label: "Template ID",
          help: "Begins with envelope_.",
          optional: "in the sandbox",
        },
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
          optional: "always",
        },
      ],
    },
  ],
  smtp: [
    {
      title: "Mail server",
      fields: [
        { name: "config.host", label: "Server", optional: "in the sandbox" },
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
        { name: "config.username", label: "User name", optional: "always" },
      ],
    },
    {
      title: "Sender",
      fields: [
        { name: "config.fromAddress", label: "Address of the sender", optional: "in the sandbox" },
        { name: "config.fromName", label: "Name of the sender", optional: "always" },
      ],
    },
  ],
};

/** Those that not everybody needs. */
export const OPTIONAL_SECRETS = new Set(["webhookSecret", "password"]);

export const SECRET_LABELS: Record<string, string> = {
  token: "API token",
  webhookSecret: "Webhook secret",
  leadToken: "Lead token",
  confidentialToken: "Confidential token",
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
