import { COMMAND_LINE } from "../../server/auth/access-log.ts";
import { disableUser } from "../../server/domain/tenancy/users.ts";
import type { Command } from "../command.ts";
import { withDeployment } from "../environment.ts";

export const command: Command = {
  summary: "Shuts a person out of every tenant and ends their sessions; `user enable` takes it back.",
  options: { email: { value: "address", description: "whom", required: true } },
  async run(args) {
    const { email, disabled } = await withDeployment(() =>
      disableUser(args.text("email"), { by: COMMAND_LINE, now: new Date() }),
    );
    return {
      result: { email, disabled },
      text: disabled ? `${email} is shut out.` : `${email} was shut out already.`,
    };
  },
};
