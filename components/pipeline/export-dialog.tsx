"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { toast } from "sonner";
import type { ListLoansInput } from "@/server/domain/pipeline/input.ts";
import type { LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import { useSession } from "../shell/session.tsx";
import { refusalOf } from "../trpc/refusal.ts";
import { headersFor } from "../trpc/signed-in-as.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { saveFile } from "../ui/download.ts";
import { countText } from "../ui/money-text.ts";
import { Notice } from "../ui/notice.tsx";
import { todayIn } from "../ui/time-text.ts";
import { useSendOnce } from "../ui/use-send-once.ts";
import { ExportRefused, exportAddress, fetchCsv } from "./csv-download.ts";
import { ExportColumnsPicker, useExportColumns } from "./export-columns.tsx";
import { loansText } from "./loans-text.ts";
import { submitOnCommandEnter } from "./submit-key.ts";

export interface ExportQuestion {
  /** What the list asks; its page does not matter. */
  request: ListLoansInput;
  totalRows: number;
  /** The columns that the list shows, which are ticked at first. */
  columns: LoanField[];
  /** "that match your filters", "you selected": said behind the number of loans. */
  scope: string;
}

interface Props {
  question: ExportQuestion | null;
  onClose: () => void;
}

/** Which columns of which loans go into a CSV file, and how far it is (P9.1). */
export function ExportDialog({ question, onClose }: Props) {
  return (
    <Dialog
      open={question !== null}
      onOpenChange={(open) => !open && onClose()}
      title="Export as CSV"
      description={
        question && (
          <>
            <span className="figures font-medium text-ink">{countText(question.totalRows)}</span>{" "}
            {question.totalRows === 1 ? "loan" : "loans"} {question.scope}, on all pages, in the present
            order.
          </>
        )
      }
      className="max-w-160"
    >
      {question && <ExportForm question={question} onClose={onClose} />}
    </Dialog>
  );
}

function ExportForm({ question, onClose }: { question: ExportQuestion; onClose: () => void }) {
  const columns = useExportColumns(question.columns);
  const { chosen } = columns;
  const { run, rows, cancel } = useExport(question, onClose);
  const send = useSendOnce(run.mutateAsync);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen.length > 0) send(chosen);
  };
  const error = run.error && (run.error instanceof ExportRefused ? run.error.refusal : refusalOf(run.error));
  return (
    <form onSubmit={submit} onKeyDown={submitOnCommandEnter}>
      <ExportColumnsPicker columns={columns} disabled={run.isPending} />
      {run.isPending && <Progress rows={rows} total={question.totalRows} />}
      {error && (
        <Notice title={error.message} requestId={error.requestId} className="mt-4">
          Nothing was saved.
        </Notice>
      )}
      <DialogActions>
        <Button onClick={run.isPending ? cancel : onClose}>{run.isPending ? "Stop" : "Cancel"}</Button>
        <Button
          type="submit"
          look="filled"
          aria-disabled={run.isPending || chosen.length === 0}
          aria-busy={run.isPending}
        >
          {chosen.length === 0 ? "Choose a column" : `Export ${loansText(question.totalRows)}`}
        </Button>
      </DialogActions>
    </form>
  );
}

/** One export at a time; leaving the dialog ends it. */
function useExport({ request, totalRows }: ExportQuestion, onClose: () => void) {
  const { tenantSlug, timeZone, signedInAs } = useSession();
  const [rows, setRows] = useState(0);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const run = useMutation({
    mutationFn: (columns: LoanField[]) => {
      stop.current = new AbortController();
      setRows(0);
      const { signal } = stop.current;
      return fetchCsv(exportAddress(request, columns), { signal, headers: headersFor(signedInAs) }, setRows);
    },
    onSuccess: ({ file, rows: exported }) => {
      saveFile(`loans ${tenantSlug} ${todayIn(timeZone)}.csv`, file);
      const meanwhile = exported === totalRows ? "" : " (the pipeline changed meanwhile)";
      toast.success(`${countText(exported)} loans exported${meanwhile}`);
      onClose();
    },
  });
  const cancel = () => {
    stop.current?.abort();
    run.reset();
  };
  return { run, rows, cancel };
}

function Progress({ rows, total }: { rows: number; total: number }) {
  return (
    <div className="mt-4 flex items-center gap-3">
      <progress
        aria-label="Rows exported"
        value={Math.min(rows, total)}
        max={Math.max(1, total)}
        className="h-1.5 flex-1 overflow-hidden rounded-full accent-accent"
      />
      <span className="figures text-xs text-ink-2">
        {countText(rows)} of {countText(total)}
      </span>
    </div>
  );
}
