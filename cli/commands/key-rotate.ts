import { replaceApiKey, rotateApiKey } from "../../server/auth/api-keys.ts";
import { requireTenant } from "../../server/domain/tenancy/tenant-rows.ts";
import type { Command } from "../command.ts";
import { withDeployment } from "../environment.ts";
import { Failure } from "../failure.ts";

const HOUR = 3_600_000;

export const command: Command = {
  summary:
    "Makes another webhook key; those there are stay valid until they are revoked, or the one that is named for a while.",
  options: {
    tenant: { value: "slug", description: "the tenant", required: true },
    prefix: { value: "prefix", description: "the key that it follows, which then ends" },
    hours: { value: "hours", description: "with --prefix: until the old one ends (default 24)" },
  },
  async run(args) {
    const prefix = args.optionalText("prefix");
    const hours = args.wholeNumber("hours", [0, 168]) ?? 24;
    const now = new Date();
    const made = await withDeployment(async () => {
      const { tenantId } = await requireTenant(args.text("tenant"));
      if (prefix === undefined) return { ...(await rotateApiKey(tenantId, now)), oldEndsAt: null };
      const until = new Date(now.getTime() + hours * HOUR);
      return replaceApiKey({ tenantId, prefix, until }, now);
    });
    if (!made)
      throw new Failure(`The tenant ${args.text("tenant")} has no valid key with the prefix ${prefix}.`);
    const { key, oldEndsAt } = made;
    const ending = oldEndsAt ? `\nThe key ${prefix} is good until ${oldEndsAt}.` : "";
    return {
      result: { webhookKey: key, prefix: made.prefix, ...(oldEndsAt ? { oldEndsAt } : {}) },
      text: `Webhook key, shown only now: ${key}${ending}`,
    };
  },
};
