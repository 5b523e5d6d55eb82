"use client";

import { Th } from "../ui/table.tsx";
import { useDesigner } from "./designer-context.ts";
import { StatusRow } from "./status-row.tsx";

/** The same draft as the graph, a row per status. */
export function StatusTable() {
  const { statuses } = useDesigner();
  return (
    <table aria-label="Statuses" className="w-full table-fixed border-separate border-spacing-0 text-sm">
      <thead>
        <tr>
          <Th className="w-22">Order</Th>
          <Th className="w-[26%]">Status</Th>
          <Th className="w-21">Exception</Th>
          <Th className="w-12">Final</Th>
          <Th className="w-20" right>
            Overdue
          </Th>
          <Th className="pl-4">Leads to</Th>
          <Th className="w-24" right>
            Loans
          </Th>
          <Th className="w-14">
            <span className="sr-only">Remove</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {statuses.map((status) => (
          // By its place: a row keeps its fields when its status is called otherwise.
          <StatusRow key={status.sequenceOrder} status={status} />
        ))}
      </tbody>
    </table>
  );
}
