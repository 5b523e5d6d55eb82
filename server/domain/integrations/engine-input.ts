import { known, Notes, oneOf, record, without } from "../fields.ts";
import { ServiceAddress } from "./address-input.ts";

/** How Engine by MoneyLion is reached (F7.2). */
export const EngineConfig = record({
  baseUrl: ServiceAddress.default("https://api.engine.tech"),
  /** Marks leads and events as a test's, which Engine knows from its testing tokens as well. */
  account: oneOf(["testing", "production"]).default("production"),
  /** What a client agrees to before a credit file is read, as the agreement with Engine prescribes it; null: the product's own. */
  fcraText: known(without(Notes)),
  /** The same for being called and written to. */
  tcpaText: known(without(Notes)),
});

/**
 * The lead token submits and reads rate tables, the confidential one reads leads and events. The address that Engine calls
 * back needs none: it is made from the tenant (`server/auth/postback-address.ts`).
 */
export const ENGINE_SECRETS = ["leadToken", "confidentialToken"] as const;
