import { describe, expect, it } from "vitest";
import { DEFAULT_STATUSES } from "@/server/domain/pipeline/model/status-workflow.ts";
import { editWorkflow, type WorkflowEdit } from "@/server/domain/pipeline/model/workflow-edit.ts";
import { beginDraft, isChanged, redone, stepTo, undone, type WorkflowDraft } from "./workflow-draft.ts";

const begun = beginDraft({ version: 1, statuses: DEFAULT_STATUSES });
const step = (draft: WorkflowDraft, edit: WorkflowEdit) =>
  stepTo(draft, editWorkflow(draft.statuses, edit, new Set()));
const named = (name: string): WorkflowEdit => ({ do: "rename", code: "purchased", name });
const nameIn = (draft: WorkflowDraft) => draft.statuses[0]?.displayName;

describe("the steps of a draft (P2.7)", () => {
  it("are undone and done again one by one, and a new step forgets what was undone", () => {
    const twice = step(step(begun, named("Bought")), named("Funded"));
    expect(nameIn(undone(twice))).toBe("Bought");
    expect(nameIn(undone(undone(undone(twice))))).toBe("Purchased");
    expect(redone(redone(undone(undone(twice))))).toEqual(twice);
    expect(step(undone(twice), named("Wired")).future).toEqual([]);
    expect(nameIn(redone(step(undone(twice), named("Wired"))))).toBe("Wired");
  });

  it("that change nothing are none, and back at the beginning nothing is changed", () => {
    expect(step(begun, named("Purchased"))).toBe(begun);
    const there = step(begun, named("Bought"));
    expect(isChanged(there)).toBe(true);
    expect(isChanged(step(there, named("Purchased")))).toBe(false);
  });

  it("onto the version of somebody else can be undone, too, and then follow that version", () => {
    const mine = step(begun, named("Bought"));
    const theirs = { version: 2, statuses: DEFAULT_STATUSES };
    const taken = stepTo(mine, theirs.statuses, theirs);
    expect(isChanged(taken)).toBe(false);
    expect(nameIn(undone(taken))).toBe("Bought");
    expect(undone(taken).base.version).toBe(2);
  });
});
