import { COMMAND_LINE } from "../../server/auth/access-log.ts";
import { enableUser } from "../../server/domain/tenancy/users.ts";
import type { Command } from "../command.ts";
import { withDeployment } from "../environment.ts";

export const command: Command = {
  summary: "Takes `user disable` back: the person may sign in again, with the password that they had.",
  options: { email: { value: "address", description: "whom", required: true } },
  async run(args) {
    const { email, enabled } = await withDeployment(() =>
      enableUser(args.text("email"), { by: COMMAND_LINE, now: new Date() }),
    );
    return {
      result: { email, enabled },
      text: enabled ? `${email} may sign in again.` : `${email} was not shut out.`,
    };
  },
};
