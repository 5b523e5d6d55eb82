import { getSettings } from "../domain/desk/get-settings.ts";
import { SaveSettingInput } from "../domain/desk/input.ts";
import { saveSetting } from "../domain/desk/save-setting.ts";
import { procedure, router } from "./trpc.ts";
import { typed } from "./typed-input.ts";

/** A person's own desk, for the browser. */
export const deskRouter = router({
  settings: procedure.query(({ ctx }) => getSettings(ctx.domain)),
  saveSetting: procedure
    .input(typed(SaveSettingInput))
    .mutation(({ ctx, input }) => saveSetting(ctx.domain, input)),
});
