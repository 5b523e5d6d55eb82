import { oneOf, record } from "../funding/input.ts";
import { ServiceAddress } from "./address-input.ts";

/** How Engine by MoneyLion is reached (F7.2). */
export const EngineConfig = record({
  baseUrl: ServiceAddress.default("https://api.engine.tech"),
  /** Marks leads and events as a test's, which Engine knows from its testing tokens as well. */
  account: oneOf(["testing", "production"]).default("production"),
});

/** The lead token submits and reads rate tables, the confidential one reads leads and events, and the postback key is part of the address that Engine calls. */
export const ENGINE_SECRETS = ["leadToken", "confidentialToken", "postbackKey"] as const;
