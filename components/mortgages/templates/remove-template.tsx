"use client";

import { ActionDialog } from "../../admin/action-dialog.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { RemoveForm } from "../remove-form.tsx";
import type { Template } from "./template-values.ts";

export function RemoveTemplate({ template, onClose }: { template: Template | null; onClose: () => void }) {
  const trpc = useTRPC();
  return (
    <ActionDialog
      open={template !== null}
      onClose={onClose}
      title={template ? `Remove ${template.name}?` : ""}
      description="Only from this mortgage: in Documenso the template stays as it is, and so do the others here."
    >
      {template && (
        <RemoveForm
          what="template"
          name={template.name}
          options={trpc.mortgages.templates.remove.mutationOptions()}
          input={{ mortgageId: template.mortgageId, documensoTemplateId: template.documensoTemplateId }}
          onClose={onClose}
        />
      )}
    </ActionDialog>
  );
}
