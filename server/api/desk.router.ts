import { deleteView } from "../domain/desk/delete-view.ts";
import { getSettings } from "../domain/desk/get-settings.ts";
import { SaveSettingInput } from "../domain/desk/input.ts";
import { listViews } from "../domain/desk/list-views.ts";
import { saveSetting } from "../domain/desk/save-setting.ts";
import { saveView } from "../domain/desk/save-view.ts";
import { DeleteViewInput, ListViewsInput, SaveViewInput } from "../domain/desk/view-input.ts";
import { procedure, router } from "./trpc.ts";
import { typed } from "./typed-input.ts";

/** A person's own desk, for the browser. */
export const deskRouter = router({
  settings: procedure.query(({ ctx }) => getSettings(ctx.domain)),
  saveSetting: procedure
    .input(typed(SaveSettingInput))
    .mutation(({ ctx, input }) => saveSetting(ctx.domain, input)),
  views: procedure.input(typed(ListViewsInput)).query(({ ctx, input }) => listViews(ctx.domain, input)),
  saveView: procedure.input(typed(SaveViewInput)).mutation(({ ctx, input }) => saveView(ctx.domain, input)),
  deleteView: procedure
    .input(typed(DeleteViewInput))
    .mutation(({ ctx, input }) => deleteView(ctx.domain, input)),
});
