import { DEFAULT_STATUSES, type StatusConfig } from "../../server/domain/pipeline/model/status-workflow.ts";
import { DEMO_CLIENTS, type DemoClient } from "./clients.ts";

export interface DemoTenant {
  slug: string;
  name: string;
  principals: string[];
  timeZone: string;
  /** Names of those who work there. */
  people: { admin: string; operator: string };
  loans: number;
  /** Number of its first trade on the exchange. */
  firstTrade: number;
  /** Of its funding files. */
  clients: DemoClient[];
  /** How many mortgages, each with its renewals. */
  mortgages: number;
  /** Where it differs from the default. */
  workflow?: StatusConfig[];
}

function harborWorkflow(): StatusConfig[] {
  const between = { isTerminal: false, isException: false };
  const changed: Record<string, Partial<StatusConfig>> = {
    purchased: { allowedTransitions: ["docs_review"], agingThresholdDays: 1 },
    in_transit: { allowedTransitions: ["investor_review", "rejected", "returned"], agingThresholdDays: 4 },
    returned: { allowedTransitions: ["docs_review", "in_transit"] },
  };
  const core = DEFAULT_STATUSES.map((status) => ({ ...status, ...changed[status.statusCode] }));
  const custom: StatusConfig[] = [
    {
      statusCode: "docs_review",
      displayName: "Document Review",
      allowedTransitions: ["in_transit", "returned"],
      sequenceOrder: 0,
      agingThresholdDays: 2,
      ...between,
    },
    {
      statusCode: "investor_review",
      displayName: "Investor Review",
      allowedTransitions: ["delivered", "rejected"],
      sequenceOrder: 0,
      agingThresholdDays: 3,
      ...between,
    },
  ];
  const order =
    "purchased docs_review in_transit investor_review delivered settled rejected returned disputed".split(
      " ",
    );
  return order.map((code, index) => {
    const status = [...core, ...custom].find((candidate) => candidate.statusCode === code);
    if (!status) throw new Error(`no status ${code}`);
    return { ...status, sequenceOrder: index + 1 };
  });
}

const HARBOR_CLIENTS = [
  "Anneliese Fontaine",
  "Rashid Pemberton",
  "Celeste Ogunleye",
  "Dmitri Hallworth",
  "Paloma Strand",
  "Nathaniel Quispe",
];

function underOtherNames(clients: DemoClient[]): DemoClient[] {
  return clients.map((client, index) => ({ ...client, name: HARBOR_CLIENTS[index] ?? client.name }));
}

/** Two desks that differ in every respect that the product lets differ. */
export const DEMO_TENANTS: [DemoTenant, DemoTenant] = [
  {
    slug: "watermark",
    name: "Watermark TPO",
    principals: ["WTPO"],
    timeZone: "America/New_York",
    people: { admin: "Margaret Ashby", operator: "Daniel Okoro" },
    loans: 400,
    firstTrade: 4117,
    clients: DEMO_CLIENTS,
    mortgages: 48,
  },
  {
    slug: "harbor",
    name: "Harbor Community Capital",
    principals: ["HARBOR"],
    timeZone: "America/Los_Angeles",
    people: { admin: "Lucía Fernández", operator: "Theo Lindqvist" },
    loans: 150,
    firstTrade: 6203,
    clients: underOtherNames(DEMO_CLIENTS.slice(0, HARBOR_CLIENTS.length)),
    mortgages: 12,
    workflow: harborWorkflow(),
  },
];
