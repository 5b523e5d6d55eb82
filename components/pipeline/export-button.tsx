"use client";

import { Download } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { ListLoansInput } from "@/server/domain/pipeline/input.ts";
import type { LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import { Button } from "../ui/button.tsx";
import type { ExportQuestion } from "./export-dialog.tsx";

// Fetched when it is first asked for: most looks at a list do not end in a file.
const ExportDialog = dynamic(() => import("./export-dialog.tsx").then((module) => module.ExportDialog));

interface Props {
  request: ListLoansInput;
  totalRows: number;
  filtered: boolean;
  /** Those in sight, which are ticked at first. */
  columns: LoanField[];
}

export function ExportButton({ request, totalRows, filtered, columns }: Props) {
  const [question, setQuestion] = useState<ExportQuestion | null>(null);
  const ask = () =>
    setQuestion({
      request,
      totalRows,
      columns,
      scope: filtered ? "that match your filters" : "in the pipeline",
    });
  return (
    <>
      <Button size="sm" onClick={ask} disabled={totalRows === 0}>
        <Download aria-hidden />
        Export
      </Button>
      {question && <ExportDialog question={question} onClose={() => setQuestion(null)} />}
    </>
  );
}
