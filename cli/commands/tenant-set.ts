import { getCalendar, saveCalendar } from "../../server/domain/tenancy/tenant-calendar.ts";
import type { Command } from "../command.ts";
import { withDeployment } from "../environment.ts";
import { UsageError } from "../failure.ts";
import { tenantContext } from "../tenant-context.ts";

export const command: Command = {
  summary:
    "Changes how a tenant reckons days. The app takes it with its next request; loans wait while it is done.",
  options: {
    tenant: { value: "slug", description: "the tenant", required: true },
    timezone: { value: "zone", description: "IANA time zone, for example America/Chicago" },
    holidays: { value: "calendar", description: "us-federal, or none" },
  },
  async run(args) {
    const timeZone = args.optionalText("timezone");
    const holidays = args.optionalText("holidays");
    if (timeZone === undefined && holidays === undefined)
      throw new UsageError("Say what to change: --timezone <zone>, --holidays <calendar>, or both.");
    const calendar = await withDeployment(async () => {
      const ctx = await tenantContext(args.text("tenant"));
      const present = await getCalendar(ctx);
      return saveCalendar(ctx, {
        timeZone: timeZone ?? present.timeZone,
        holidayCalendar:
          holidays === undefined ? present.holidayCalendar : holidays === "none" ? null : holidays,
        seen: present,
      });
    });
    const named = calendar.holidayCalendar ? `${calendar.holidayCalendar} holidays` : "no holidays";
    return {
      result: { ...calendar },
      text: `${args.text("tenant")} reckons its days in ${calendar.timeZone} with ${named}.`,
    };
  },
};
