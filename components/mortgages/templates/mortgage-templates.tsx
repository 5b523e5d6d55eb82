"use client";

import { useQuery } from "@tanstack/react-query";
import { Pencil, Plus, Trash2, TriangleAlert } from "lucide-react";
import { useId, useState } from "react";
import { Loaded } from "../../admin/loaded.tsx";
import { useSession } from "../../shell/session.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { ALONE } from "../../trpc/links.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { listText } from "../deletion/count-words.ts";
import { AddTemplateDialog } from "./add-template.tsx";
import { driftWords } from "./drift-words.ts";
import { EditTemplateDialog } from "./edit-template.tsx";
import { RemoveTemplate } from "./remove-template.tsx";
import type { Template } from "./template-values.ts";

/** What is to be signed for a mortgage, beside what Documenso has of it now (M12). */
export function MortgageTemplates({ mortgageId }: { mortgageId: number }) {
  const trpc = useTRPC();
  const { role } = useSession();
  const templates = useQuery(
    trpc.mortgages.templates.list.queryOptions(
      { mortgageId },
      // Of a mortgage that somebody has just deleted there are none; its own page says so.
      { trpc: { context: ALONE }, select: (listed) => listed ?? [] },
    ),
  );
  const [isAdding, setAdding] = useState(false);
  const id = useId();
  const isAdmin = role === "admin";
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <div className="flex min-h-8 items-center justify-between gap-3">
        <h2 id={id} className="font-semibold text-sm">
          Document templates
        </h2>
        {isAdmin && (
          <Button size="sm" onClick={() => setAdding(true)}>
            <Plus aria-hidden />
            Add a template
          </Button>
        )}
      </div>
      {!isAdmin && (
        <p className="text-ink-3 text-xs">Templates are added, changed and removed by an administrator.</p>
      )}
      <Loaded query={templates} what="The templates">
        {(all) =>
          all.length === 0 ? (
            <p className="text-ink-2 text-sm">
              No templates yet. What is to be signed for this mortgage appears here with who signs it.
            </p>
          ) : (
            <Templates templates={all} isAdmin={isAdmin} />
          )
        }
      </Loaded>
      <AddTemplateDialog mortgageId={mortgageId} open={isAdding} onClose={() => setAdding(false)} />
    </section>
  );
}

function Templates({ templates, isAdmin }: { templates: Template[]; isAdmin: boolean }) {
  const [edited, edit] = useState<Template | null>(null);
  const [toRemove, remove] = useState<Template | null>(null);
  return (
    <>
      <ul aria-label="Document templates" className="divide-y border-y text-sm">
        {templates.map((template) => (
          <TemplateRow
            key={template.documensoTemplateId}
            template={template}
            onEdit={isAdmin ? edit : null}
            onRemove={isAdmin ? remove : null}
          />
        ))}
      </ul>
      <EditTemplateDialog template={edited} onClose={() => edit(null)} />
      <RemoveTemplate template={toRemove} onClose={() => remove(null)} />
    </>
  );
}

interface RowProps {
  template: Template;
  /** Null for whoever may not. */
  onEdit: ((template: Template) => void) | null;
  onRemove: ((template: Template) => void) | null;
}

function TemplateRow({ template, onEdit, onRemove }: RowProps) {
  const { name, documensoTemplateId, signatoryRoles, drift } = template;
  return (
    <li className="flex items-start gap-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="break-words font-medium">{name}</p>
        <p className="text-ink-2">Signed by {listText(signatoryRoles)}</p>
        {driftWords(drift).map((sentence) => (
          <p key={sentence} className="mt-0.5 flex items-start gap-1.5 text-overdue text-xs">
            <TriangleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
            {sentence}
          </p>
        ))}
        <CopyButton value={documensoTemplateId} label="template id" />
      </div>
      {onEdit && (
        <Button look="quiet" size="icon-sm" aria-label={`Edit ${name}`} onClick={() => onEdit(template)}>
          <Pencil aria-hidden />
        </Button>
      )}
      {onRemove && (
        <Button look="quiet" size="icon-sm" aria-label={`Remove ${name}`} onClick={() => onRemove(template)}>
          <Trash2 aria-hidden />
        </Button>
      )}
    </li>
  );
}
