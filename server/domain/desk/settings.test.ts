import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { deleteView } from "./delete-view.ts";
import { getSettings } from "./get-settings.ts";
import { saveSetting } from "./save-setting.ts";
import { saveView } from "./save-view.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant();
});
afterAll(() => tenant.close());

describe("P8.1 a person's settings", () => {
  it("are empty at first, then what was saved last, and each person's own", async () => {
    const [mary, john] = [tenant.as("operator", "mary@desk.test"), tenant.as("admin", "john@desk.test")];
    expect(await getSettings(mary)).toEqual({});
    await saveSetting(mary, { key: "mode", value: "power" });
    await saveSetting(mary, { key: "loanColumns", value: ["loanId"] });
    await saveSetting(mary, { key: "loanColumns", value: ["loanId", "buyerName"] });
    expect(await getSettings(mary)).toEqual({ mode: "power", loanColumns: ["loanId", "buyerName"] });
    expect(await getSettings(john)).toEqual({});
  });

  it("are forgotten with null", async () => {
    const ctx = tenant.as("operator", "anna@desk.test");
    await saveSetting(ctx, { key: "mode", value: "power" });
    await saveSetting(ctx, { key: "mode", value: null });
    expect(await getSettings(ctx)).toEqual({});
  });

  it("that a later release no longer understands are left out", async () => {
    const ctx = tenant.as("operator", "old@desk.test");
    await tenant.owner.query(
      "insert into desk_user_setting (owner, key, value, updated_at) values ($1, 'mode', '\"wild\"', now()), ($1, 'gone', '1', now())",
      [ctx.actor.name],
    );
    expect(await getSettings(ctx)).toEqual({});
  });

  it("P9.3 M13 name no view to open a list with that is gone, of another list, or not shared any more", async () => {
    const [mary, john] = [tenant.as("operator", "mia@desk.test"), tenant.as("operator", "joe@desk.test")];
    const definition = { list: "mortgages" } as const;
    const { viewId, version } = await saveView(mary, { name: "Due", isShared: true, definition });
    for (const ctx of [mary, john]) {
      await saveSetting(ctx, { key: "defaultMortgageView", value: viewId });
      await saveSetting(ctx, { key: "defaultView", value: viewId });
      expect(await getSettings(ctx)).toEqual({ defaultMortgageView: viewId });
    }
    await saveView(mary, { viewId, version, name: "Due", isShared: false, definition });
    expect(await getSettings(mary)).toEqual({ defaultMortgageView: viewId });
    expect(await getSettings(john)).toEqual({});
    await deleteView(mary, { viewId });
    expect(await getSettings(mary)).toEqual({});
  });

  it.each([
    [{ key: "mode", value: "fast" }, "value"],
    [{ key: "colour", value: "red" }, "key"],
    [{ key: "loanColumns", value: [] }, "value"],
    [
      { key: "gridColumns", value: [{ field: "loanId", width: 5, pinned: null, hidden: false }] },
      "value[0].width",
    ],
  ])("%j is refused by its field, and nothing is kept", async (input, field) => {
    const ctx = tenant.as("operator", "wrong@desk.test");
    await expect(saveSetting(ctx, input)).rejects.toMatchObject({
      refusal: { code: "PAYLOAD_VALIDATION", details: [expect.objectContaining({ field })] },
    });
    expect(await getSettings(ctx)).toEqual({});
  });
});
