import { z } from "zod";
import { known, oneOf, record, wholeNumber } from "../fields.ts";
import { reportText } from "../funding/input.ts";
import { HostName, MailAddress, Secret, ServiceAddress } from "./address-input.ts";
import { ENGINE_SECRETS, EngineConfig } from "./engine-input.ts";

/** What the settings of the systems outside are (F7.1 to F7.4). Safe for the browser: the forms validate with the same schemas. */

export const SYSTEMS = ["gohighlevel", "engine", "documenso", "smtp"] as const;
export type System = (typeof SYSTEMS)[number];

export const SYSTEM_NAMES: Record<System, string> = {
  gohighlevel: "GoHighLevel",
  engine: "Engine by MoneyLion",
  documenso: "Documenso",
  smtp: "E-mail",
};

/** A sandbox runs inside the app and sends nothing; `live` is the real service. */
export const MODES = ["sandbox", "live"] as const;
export type Mode = (typeof MODES)[number];

/**
 * Where a file stands in the CRM's pipeline, with the names that the funding workflow gives these stages. Without a stage for
 * credit repair, such files go to the stage of declined ones and carry the tag `repair_referral` (F7.1).
 */
export const STAGE_DEFAULTS = {
  manualReview: "Manual Review",
  cardFunding: "Funding - Card Stacking",
  termLoan: "Funding - Term Loan",
  establishedFunding: "Funding - MCA/SBA",
  parked: "Parked - Callback Scheduled",
  declined: "Declined",
} as const;
export const STAGE_KEYS = [
  ...(Object.keys(STAGE_DEFAULTS) as (keyof typeof STAGE_DEFAULTS)[]),
  "creditRepair",
] as const;
export type StageKey = (typeof STAGE_KEYS)[number];

const stage = (name: string) => reportText(100).default(name);

const GoHighLevelConfig = record({
  locationId: known(identifier()),
  /** The pipeline's name, as it stands in GoHighLevel. */
  pipeline: known(reportText(100)),
  stages: record({
    manualReview: stage(STAGE_DEFAULTS.manualReview),
    cardFunding: stage(STAGE_DEFAULTS.cardFunding),
    termLoan: stage(STAGE_DEFAULTS.termLoan),
    establishedFunding: stage(STAGE_DEFAULTS.establishedFunding),
    parked: stage(STAGE_DEFAULTS.parked),
    declined: stage(STAGE_DEFAULTS.declined),
    /** Null: there is none, and the stage of declined files with the tag stands in. */
    creditRepair: reportText(100).nullable().default("Credit Repair Referral"),
  }).prefault({}),
  /** The keys of the contact's custom fields; null: the field is not kept. */
  fields: record({
    parkedReason: reportText(100).nullable().default("contact.parked_reason"),
    parkedCallbackDate: reportText(100).nullable().default("contact.parked_callback_date"),
    declineReason: reportText(100).nullable().default("contact.decline_reason"),
  }).prefault({}),
  /** In whose name invoices are sent. */
  userId: known(identifier()),
  /** Who an invoice is from. */
  businessName: known(reportText(100)),
});

const DocumensoConfig = record({
  baseUrl: ServiceAddress.default("https://app.documenso.com/api/v2"),
  /** The agreement's template, `envelope_…`. */
  templateId: known(
    reportText(100).regex(/^envelope_[A-Za-z0-9]+$/, "must begin with envelope_, as Documenso shows it"),
  ),
  /** Who of the template's recipients the client is. */
  recipientRole: oneOf(["SIGNER", "APPROVER"]).default("SIGNER"),
  /** Where the template has several of that role; null: it has one. */
  signingOrder: known(wholeNumber(1, 50)),
});

const SmtpConfig = record({
  host: known(HostName),
  port: wholeNumber(1, 65_535).default(587),
  /** `implicit` from the first byte (465), `starttls` before anything is said (587), `none` only within the own network. */
  tls: oneOf(["starttls", "implicit", "none"]).default("starttls"),
  username: known(reportText(200)),
  fromAddress: known(MailAddress),
  fromName: known(reportText(100)),
});

/** What each system is set up with. */
export const CONFIGS = {
  gohighlevel: GoHighLevelConfig,
  engine: EngineConfig,
  documenso: DocumensoConfig,
  smtp: SmtpConfig,
} as const;
export type ConfigOf<S extends System> = z.output<(typeof CONFIGS)[S]>;

/** What each system knows us by: kept under seal, never shown. */
export const SECRETS = {
  gohighlevel: ["token"],
  engine: ENGINE_SECRETS,
  documenso: ["token", "webhookSecret"],
  smtp: ["password"],
} as const satisfies Record<System, readonly string[]>;
export type SecretOf<S extends System> = (typeof SECRETS)[S][number];

function identifier() {
  return reportText(100).regex(/^[A-Za-z0-9_-]+$/, "must hold only letters, digits, _ and -");
}

function saved<S extends System>(system: S) {
  const names = SECRETS[system] as readonly string[];
  return record({
    system: z.literal(system),
    /** As it was read; 0 before the first. */
    version: wholeNumber(0, 2_147_483_647),
    mode: oneOf(MODES),
    config: CONFIGS[system],
    /** One that is left out or empty stays as it is; null forgets it. */
    secrets: record(Object.fromEntries(names.map((name) => [name, Secret.nullable().optional()]))).prefault(
      {},
    ),
  });
}

export const SaveIntegrationInput = z.discriminatedUnion(
  "system",
  [saved("gohighlevel"), saved("engine"), saved("documenso"), saved("smtp")],
  { error: `must be one of ${SYSTEMS.join(", ")}` },
);
export type SaveIntegrationInput = z.input<typeof SaveIntegrationInput>;

/** Tries the settings as they are saved; `mode` for trying the real service before it is switched to. */
export const TestConnectionInput = record({ system: oneOf(SYSTEMS), mode: oneOf(MODES).optional() });
export type TestConnectionInput = z.input<typeof TestConnectionInput>;

/** Of whose sandbox is spoken. */
export const SandboxInput = record({ system: oneOf(SYSTEMS) });
export type SandboxInput = z.input<typeof SandboxInput>;

/**
 * What makes a sandbox fail as the service would: the domain of the client's e-mail address. Shown beside each sandbox.
 */
export const SANDBOX_DOMAINS = {
  "bounce.test": "is refused",
  "busy.test": "is refused for now, and taken at the second attempt",
  "slow.test": "takes three seconds",
  "cut.test": "is taken, but the answer is lost",
} as const;

/** Clients with an address there decline to sign in Documenso's sandbox; all others sign. */
export const DECLINING_DOMAIN = "decline.test";

/** What can happen to a template of Documenso's sandbox, so that the drift of what rests on it can be seen (M12). */
export const TEMPLATE_FATES = {
  intact: "As it was",
  renamed: "Renamed",
  roles_changed: "Roles changed",
  deleted: "Deleted",
  silent: "Does not answer",
} as const;
export type TemplateFate = keyof typeof TEMPLATE_FATES;

export const SandboxTemplateInput = record({
  templateId: reportText(100),
  fate: oneOf(Object.keys(TEMPLATE_FATES) as [TemplateFate, ...TemplateFate[]]),
});
export type SandboxTemplateInput = z.input<typeof SandboxTemplateInput>;
