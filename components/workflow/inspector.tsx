"use client";

import type { ReactNode } from "react";
import { graphIdOf, INSPECTOR, useDesigner } from "./designer-context.ts";
import { MoveInspector } from "./move-inspector.tsx";
import { StatusInspector } from "./status-inspector.tsx";

/** What is selected, with everything that can be changed about it. Escape leads back to where it stands in the graph. */
export function Inspector() {
  const { selection, statuses } = useDesigner();
  if (!selection) {
    return (
      <section aria-label="Selected" className="border-b px-4 py-4 text-sm text-ink-2">
        Choose a status to edit it, or the point on a move to insert a status there.
      </section>
    );
  }
  const status = "code" in selection && statuses.find((one) => one.statusCode === selection.code);
  return (
    <section
      aria-label="Selected"
      className="border-b px-4 py-4"
      onKeyDown={(event) => {
        // A menu draws itself elsewhere, but its keys come by here.
        if (event.key !== "Escape" || !event.currentTarget.contains(event.target as Node)) return;
        document.getElementById(graphIdOf(selection))?.focus();
      }}
    >
      {status && <StatusInspector status={status} />}
      {"from" in selection && (
        <MoveInspector key={graphIdOf(selection)} from={selection.from} to={selection.to} />
      )}
    </section>
  );
}

/** Has the focus when something is selected. */
export function InspectorTitle({ children }: { children: ReactNode }) {
  return (
    <h2
      id={INSPECTOR}
      tabIndex={-1}
      className="flex scroll-mt-20 items-center gap-2 text-md font-semibold outline-none"
    >
      {children}
    </h2>
  );
}
