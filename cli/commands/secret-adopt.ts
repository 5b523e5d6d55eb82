import type { Command } from "../command.ts";
import { withDeployment } from "../environment.ts";

export const command: Command = {
  summary:
    "Makes the present AUTH_SECRET the one of this database; apps that run on another one are locked out, and everybody signs in anew.",
  options: {},
  async run() {
    const appRole = await withDeployment(async ({ deployment }) => deployment.appRole, { adoptSecret: true });
    return {
      result: { appRole },
      text: "The present AUTH_SECRET is in force; start every app process on this database anew with it.",
    };
  },
};
