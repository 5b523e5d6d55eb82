import { adminReads, adminWrites, type Expected, reads } from "./testing-callers.ts";

/** Who may call each procedure of the systems outside, with a good input. */
export const INTEGRATION_PROCEDURES: Record<string, { expected: Expected; input?: () => unknown }> = {
  "integrations.list": { expected: adminReads(200) },
  "integrations.modes": { expected: reads(200) },
  "integrations.save": {
    expected: adminWrites(200),
    input: () => ({
      system: "gohighlevel",
      version: 0,
      mode: "sandbox",
      config: {},
      secrets: {},
    }),
  },
  "integrations.test": { expected: adminWrites(200), input: () => ({ system: "smtp", mode: "sandbox" }) },
  "integrations.sandbox": { expected: adminReads(200), input: () => ({ system: "smtp" }) },
  "integrations.emptySandbox": { expected: adminWrites(200), input: () => ({ system: "smtp" }) },
  "integrations.sandboxTemplates": { expected: adminReads(200) },
  "integrations.changeSandboxTemplate": {
    expected: adminWrites(200),
    input: () => ({ templateId: "envelope_sandboxdischarge", fate: "deleted" }),
  },
};
