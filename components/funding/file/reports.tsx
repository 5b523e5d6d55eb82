"use client";

import { Plus } from "lucide-react";
import { PanelSection } from "../../pipeline/panel-section.tsx";
import type { Outputs } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { ReportList } from "./report-list.tsx";

/** What came for the file, and the way to add one more. */
export function Reports({ file, onAdd }: { file: Outputs["funding"]["file"]; onAdd: () => void }) {
  return (
    <PanelSection
      title="Credit reports"
      aside={
        <Button look="quiet" size="sm" onClick={onAdd}>
          <Plus aria-hidden />
          Add a credit report
        </Button>
      }
    >
      {file.reports.length === 0 ? (
        <p className="border-t py-2 text-sm text-ink-2">None has come yet.</p>
      ) : (
        <ReportList reports={file.reports} />
      )}
    </PanelSection>
  );
}
