import type { Outputs } from "../../trpc/client.ts";
import { AddressFirst } from "./address-first.tsx";
import { ApplicantSection } from "./applicant-section.tsx";
import { CreditSummary } from "./credit-summary.tsx";
import { Decisions } from "./decisions.tsx";
import type { FileDialogs } from "./file-dialogs.ts";
import { PossibleDuplicates } from "./possible-duplicates.tsx";
import { Reports } from "./reports.tsx";
import { RunHistory } from "./run-history.tsx";
import { Unjudged } from "./unjudged.tsx";

interface Props {
  file: Outputs["funding"]["file"];
  open: FileDialogs["open"];
}

/** The person, what their credit says, and what was decided of it (F8.1). */
export function FileFacts({ file, open }: Props) {
  const [run] = file.runs;
  return (
    <section aria-label="Facts" className="min-w-0 [&>div:empty+section]:-mt-1">
      <div className="flex flex-col gap-2 empty:hidden">
        <Unjudged file={file} onRevise={() => open({ kind: "revise" })} />
        <PossibleDuplicates file={file} onConfirm={() => open({ kind: "revise", preset: "duplicate" })} />
      </div>
      <ApplicantSection file={file} />
      {run && (
        <>
          <CreditSummary fileId={file.fileId} run={run} />
          <AddressFirst run={run} />
          <Decisions run={run} />
        </>
      )}
      <Reports file={file} onAdd={() => open({ kind: "report" })} />
      <RunHistory file={file} />
    </section>
  );
}
