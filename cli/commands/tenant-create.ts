import { provisionTenant } from "../../server/domain/tenancy/provision-tenant.ts";
import type { Command } from "../command.ts";
import { withDeployment } from "../environment.ts";

export const command: Command = {
  summary: "Makes a tenant with its database, first administrator and first webhook key. Safe to repeat.",
  options: {
    slug: { value: "slug", description: "short name: lower-case letters, digits, hyphens", required: true },
    name: { value: "name", description: "name on the screen", required: true },
    principal: {
      value: "id",
      description: "principal id that its trades carry; may be given again",
      required: true,
      multiple: true,
    },
    "admin-email": { value: "address", description: "first administrator", required: true },
    "admin-name": { value: "name", description: "the administrator's name (default: the address)" },
    "admin-password": { value: "password", description: "at least 12 characters", required: true },
    timezone: { value: "zone", description: "IANA time zone (default America/New_York)" },
    holidays: {
      value: "calendar",
      description: "us-federal: federal holidays are no business days (default: none)",
    },
  },
  async run(args) {
    const timeZone = args.optionalText("timezone");
    const holidays = args.optionalText("holidays");
    const adminName = args.optionalText("admin-name");
    const made = await withDeployment(
      () =>
        provisionTenant(
          {
            slug: args.text("slug"),
            name: args.text("name"),
            principals: args.list("principal"),
            adminEmail: args.text("admin-email"),
            adminPassword: args.text("admin-password"),
            ...(adminName === undefined ? {} : { adminName }),
            ...(timeZone === undefined ? {} : { timeZone }),
            // Whatever was written is passed on: the verb refuses what is no calendar, by its name.
            ...(holidays === undefined ? {} : { holidayCalendar: holidays as "us-federal" }),
          },
          new Date(),
        ),
      { mayBegin: true },
    );
    const { tenantId, slug, webhookKey, adminCreated } = made;
    const lines = [`Tenant ${slug} is ready (${tenantId}).`];
    lines.push(
      webhookKey
        ? `Webhook key, shown only now: ${webhookKey}`
        : `It had a webhook key already; \`key rotate --tenant ${slug}\` makes another.`,
    );
    if (!adminCreated)
      lines.push(`${args.text("admin-email")} was known already and keeps the present password.`);
    return { result: { tenantId, slug, webhookKey }, text: lines.join("\n") };
  },
};
