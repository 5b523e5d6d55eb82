"use client";

import Link from "next/link";
import { PATHS } from "@/server/domain/funding/model/paths.ts";
import { PROCESSORS, SHARE_PERCENT } from "@/server/domain/funding/model/reconciliation.ts";
import { Section } from "../../admin/section.tsx";
import { useActorName } from "../../pipeline/actor-name.ts";
import type { Outputs } from "../../trpc/client.ts";
import { cn } from "../../ui/cn.ts";
import { Money } from "../../ui/money.tsx";
import { Table, Td, Th } from "../../ui/table.tsx";
import { dayLabel } from "../../ui/time-text.ts";

type Statement = Outputs["funding"]["partners"]["reconciliation"]["operators"][number];
type Line = Statement["portions"][number];

const WIDE = "hidden @min-[760px]:table-cell";

/** One operator's lines, each leading to its file, and their sums to the cent. */
export function OperatorStatement({ of: { operator, portions, compensation, share } }: { of: Statement }) {
  const nameOf = useActorName();
  return (
    <Section title={nameOf(operator)} about={operator}>
      <Table aria-label={`Statement of ${nameOf(operator)}`}>
        <thead>
          <tr>
            <Th className="w-36">Day</Th>
            <Th>Client</Th>
            <Th className="w-40">Product</Th>
            <Th className={cn("w-40", WIDE)}>Processed by</Th>
            <Th right className="w-32">
              Compensation
            </Th>
            <Th right className={cn("w-20", WIDE)}>
              Rate
            </Th>
            <Th right className="w-40">
              Due to the house
            </Th>
          </tr>
        </thead>
        <tbody>
          {portions.map((line) => (
            <StatementLine key={`${line.fileId} ${line.path}`} line={line} />
          ))}
        </tbody>
        <tfoot>
          <tr className="font-semibold">
            <Td colSpan={3}>Total</Td>
            <Td className={WIDE} />
            <Td right>
              <Money amount={compensation} />
            </Td>
            <Td className={WIDE} />
            <Td right>
              <Money amount={share} />
            </Td>
          </tr>
        </tfoot>
      </Table>
    </Section>
  );
}

function StatementLine({ line }: { line: Line }) {
  const { fileId, client, path, processor, receivedOn, compensation, share, effectState } = line;
  const { title, isOurs } = PROCESSORS[processor];
  return (
    <tr className="hover:bg-row">
      <Td className="figures">{dayLabel(receivedOn)}</Td>
      <Td title={client}>
        <Link href={`/funding/${fileId}`} className="font-medium hover:underline">
          {client}
        </Link>
        {effectState !== null && effectState !== "sent" && (
          <span className="ml-2 text-xs text-overdue">{NOT_SENT[effectState] ?? "not sent yet"}</span>
        )}
      </Td>
      <Td>{PATHS[path].title}</Td>
      <Td className={WIDE}>{title}</Td>
      <Td right>
        <Money amount={compensation} />
      </Td>
      <Td right className={cn("text-ink-2", WIDE)}>
        {isOurs ? `${SHARE_PERCENT}%` : "0%"}
      </Td>
      <Td right>
        <Money amount={share} />
      </Td>
    </tr>
  );
}

/** Where the invoice, or its record in the CRM, has not simply gone out. */
const NOT_SENT: Partial<Record<NonNullable<Line["effectState"]>, string>> = {
  failed: "sending failed",
  unclear: "unclear whether it was sent",
};
