"use client";

import { CircleAlert, TriangleAlert } from "lucide-react";
import type { WorkflowProblem } from "@/server/domain/pipeline/model/status-workflow.ts";
import type { WorkflowWarning } from "@/server/domain/pipeline/model/workflow-warnings.ts";
import { Button } from "../ui/button.tsx";
import { useDesigner } from "./designer-context.ts";
import { remedyOf } from "./problem-remedy.ts";

interface Props {
  problems: WorkflowProblem[];
  warnings: WorkflowWarning[];
  /** Beside the status that they concern, which then need not be named. */
  isAtStatus?: boolean;
}

/** Broken rules with their reason, and doubts; each leads to its status, and some are mended at one stroke. */
export function ProblemList({ problems, warnings, isAtStatus = false }: Props) {
  const { base, statuses, nameOf, select, edit } = useDesigner();
  if (problems.length + warnings.length === 0) return null;
  const all = [
    ...problems.map((one) => ({ ...one, remedyEdit: remedyOf(one, base.statuses), isDoubt: false })),
    ...warnings.map((one) => ({ ...one, remedyEdit: null, isDoubt: true })),
  ];
  return (
    <ul className="flex flex-col gap-2">
      {all.map(({ rule, statusCode: code, message, remedy, remedyEdit, isDoubt }) => {
        const Glyph = isDoubt ? TriangleAlert : CircleAlert;
        const leads = !isAtStatus && statuses.some((one) => one.statusCode === code);
        return (
          <li key={`${rule} ${code} ${message}`} className="flex gap-2 text-sm">
            <Glyph
              aria-label={isDoubt ? "Doubt" : "Broken rule"}
              className={`mt-0.5 size-4 shrink-0 ${isDoubt ? "text-overdue" : "text-danger"}`}
            />
            <div className="min-w-0 flex-1">
              {leads ? (
                <button
                  type="button"
                  onClick={() => select({ code })}
                  aria-label={`${nameOf(code)}: ${message}`}
                  className="rounded-sm text-left font-medium hover:underline"
                >
                  {message}
                </button>
              ) : (
                <p className="font-medium">{message}</p>
              )}
              <p className="text-ink-2">{remedy}</p>
              {remedyEdit && (
                <Button size="sm" className="mt-1" onClick={() => edit(remedyEdit.edit)}>
                  {remedyEdit.verb}
                </Button>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
