"use client";

import { loansText } from "../pipeline/loans-text.ts";
import type { Outputs } from "../trpc/client.ts";
import { countText } from "../ui/money-text.ts";
import { Table, Td, Th } from "../ui/table.tsx";
import { useDesigner } from "./designer-context.ts";

type WorkflowImpact = Outputs["pipeline"]["previewWorkflow"];

/** What present loans would notice of the new version (P2.7). */
export function Impact({ impact }: { impact: WorkflowImpact }) {
  if (impact.loansConcerned === 0)
    return <p className="text-sm text-ink-2">No loan there is now notices anything of it.</p>;
  const { loansConcerned, becomeOverdue, ceaseToBeOverdue, loansWithoutNextStep } = impact;
  const are = (count: number) => `${loansText(count)} ${count === 1 ? "is" : "are"}`;
  return (
    <div className="flex flex-col gap-2 text-sm">
      <ul className="figures flex flex-col gap-0.5">
        <li>{are(loansConcerned)} in a status that changes.</li>
        {becomeOverdue > 0 && (
          <li className="font-medium text-overdue">
            {loansText(becomeOverdue)} {becomeOverdue === 1 ? "becomes" : "become"} overdue.
          </li>
        )}
        {ceaseToBeOverdue > 0 && <li>{are(ceaseToBeOverdue)} no longer overdue.</li>}
        {loansWithoutNextStep > 0 && (
          <li className="font-medium text-overdue">
            {loansText(loansWithoutNextStep)} {loansWithoutNextStep === 1 ? "loses its" : "lose their"} next
            step.
          </li>
        )}
      </ul>
      <ImpactTable statuses={impact.statuses} />
    </div>
  );
}

function ImpactTable({ statuses }: { statuses: WorkflowImpact["statuses"] }) {
  const { nameOf } = useDesigner();
  const names = (codes: string[]) => codes.map(nameOf).join(", ");
  return (
    <Table aria-label="What changes for present loans" className="-mx-2 w-auto">
      <thead>
        <tr>
          <Th className="first:pl-2 lg:first:pl-2">Status</Th>
          <Th className="w-16" right>
            Loans
          </Th>
          <Th className="w-24" right>
            Overdue
          </Th>
          <Th className="w-[44%]">Next steps</Th>
        </tr>
      </thead>
      <tbody>
        {statuses.map(({ statusCode, loans, becomeOverdue, ceaseToBeOverdue, lostMoves, gainedMoves }) => (
          <tr key={statusCode}>
            <Td className="first:pl-2 lg:first:pl-2">{nameOf(statusCode)}</Td>
            <Td right>{countText(loans)}</Td>
            <Td right>
              {becomeOverdue > 0 && `+${countText(becomeOverdue)}`}
              {ceaseToBeOverdue > 0 && `−${countText(ceaseToBeOverdue)}`}
            </Td>
            <Td className="whitespace-normal py-1.5">
              {gainedMoves.length > 0 && <span className="block">Also {names(gainedMoves)}</span>}
              {lostMoves.length > 0 && <span className="block">No longer {names(lostMoves)}</span>}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
