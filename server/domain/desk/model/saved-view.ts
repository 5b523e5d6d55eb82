import type { Refusal } from "../../errors.ts";

/** Who may see and change a saved view (P9.3). */
export interface ViewAccess {
  owner: string;
  isShared: boolean;
}

export interface Viewer {
  name: string;
  role: "operator" | "admin" | null;
}

/** A private view of somebody else is one that does not exist. */
export const VIEW_NOT_FOUND: Refusal = {
  code: "VIEW_NOT_FOUND",
  message: "There is no such view. It may have been deleted, or its owner keeps it for themselves now.",
};

export function maySeeView(view: ViewAccess, viewer: Viewer): boolean {
  return view.isShared || view.owner === viewer.name;
}

/** A private view is its owner's; a shared one may be changed by its owner and by administrators. */
export function mayChangeView(view: ViewAccess, viewer: Viewer): boolean {
  return view.owner === viewer.name || (view.isShared && viewer.role === "admin");
}

/** Refuses a change of a view that the viewer may not see or not change. */
export function guardViewChange(view: ViewAccess | undefined, viewer: Viewer): Refusal | null {
  if (!view || !maySeeView(view, viewer)) return VIEW_NOT_FOUND;
  if (mayChangeView(view, viewer)) return null;
  return {
    code: "FORBIDDEN",
    message: `This view belongs to ${view.owner}. Save it under a name of your own, or ask them or an administrator to change it.`,
  };
}

/** Refuses to overwrite what somebody else saved meanwhile. */
export function guardViewVersion(asRead: number | undefined, present: number): Refusal | null {
  if (asRead === undefined || asRead === present) return null;
  return {
    code: "CONFLICT",
    message:
      "Somebody changed this view after you opened it. Nothing was saved: look at it again, or save yours under another name.",
    facts: { yourVersion: asRead, currentVersion: present },
  };
}
