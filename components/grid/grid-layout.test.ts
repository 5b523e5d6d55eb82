import { describe, expect, it } from "vitest";
import { SETTINGS } from "@/server/domain/desk/input.ts";
import { LOAN_FIELDS } from "@/server/domain/pipeline/model/loan-fields.ts";
import {
  columnStateOf,
  EVERYBODYS,
  layoutFrom,
  layoutOf,
  layoutShowing,
  shownFields,
  withPlace,
} from "./grid-layout.ts";

describe("P8.1 the layout of the grid", () => {
  it("begins with every field of a loan, each once and in sight", () => {
    expect(EVERYBODYS.map(({ field }) => field).sort()).toEqual(Object.keys(LOAN_FIELDS).sort());
    expect(shownFields(EVERYBODYS)).toHaveLength(EVERYBODYS.length);
    expect(layoutOf(undefined)).toEqual(EVERYBODYS);
  });

  it("can be kept as the setting that the server takes, and comes back from the grid as it was told", () => {
    expect(SETTINGS.gridColumns.safeParse(EVERYBODYS).success).toBe(true);
    const own = withPlace(withPlace(EVERYBODYS, "loanId", { pinned: "right", width: 300 }), "ltv", {
      hidden: true,
    });
    expect(layoutFrom([{ colId: "ticks", width: 40 }, ...columnStateOf(own)])).toEqual(own);
  });

  it("leaves out fields that are gone or twice, and puts newer ones at the end", () => {
    const saved = [
      { field: "ltv", width: 90, pinned: null, hidden: true },
      { field: "gone", width: 90, pinned: null, hidden: false },
      { field: "ltv", width: 50, pinned: null, hidden: false },
      { field: "loanId", width: 91, pinned: "left" as const, hidden: false },
    ];
    const layout = layoutOf(saved);
    expect(layout.slice(0, 3)).toEqual([saved[0], saved[3], EVERYBODYS[0]]);
    expect(layout).toHaveLength(EVERYBODYS.length);
  });

  it("is everybody's when it would show nothing at all", () => {
    expect(layoutOf(EVERYBODYS.map((place) => ({ ...place, hidden: true })))).toEqual(EVERYBODYS);
  });

  it("P9.3 shows the columns of a view in its order, in the person's own widths", () => {
    const own = withPlace(EVERYBODYS, "ltv", { width: 333, hidden: true });
    const layout = layoutShowing(["ltv", "loanId", "ltv"], own);
    expect(shownFields(layout)).toEqual(["ltv", "loanId"]);
    expect(layout[0]).toMatchObject({ field: "ltv", width: 333, hidden: false });
    expect(layout).toHaveLength(EVERYBODYS.length);
  });
});
