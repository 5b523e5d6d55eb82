"use client";

import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { Loaded } from "../../admin/loaded.tsx";
import { useActorName } from "../../pipeline/actor-name.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { useSession } from "../../shell/session.tsx";
import { type Outputs, useTRPC } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { countText, rateText } from "../../ui/money-text.ts";
import { ActionsTd, Table, Td, Th } from "../../ui/table.tsx";
import { AddOperatorDialog } from "./add-operator-dialog.tsx";
import { TermsDialog } from "./terms-dialog.tsx";

export type Operator = Outputs["funding"]["partners"]["operators"][number];

/** Each operator's fee, signature and affiliate link (F4.1, F6.3). */
export function Operators() {
  const trpc = useTRPC();
  const { role } = useSession();
  const operators = useQuery(trpc.funding.partners.operators.queryOptions());
  const [edited, edit] = useState<Pick<Operator, "operator"> | null>(null);
  const [isAdding, setAdding] = useState(false);
  const isAdmin = role === "admin";
  const all = operators.data ?? [];
  const without = all.filter(({ affiliateLink }) => affiliateLink === null).length;
  return (
    <div className="@container pb-10">
      <PageHeader
        title="Operators"
        figure={
          operators.data && (
            <span role="status" className="figures">
              <span className="font-semibold text-ink">{countText(all.length)}</span>{" "}
              {all.length === 1 ? "operator" : "operators"}
              {without > 0 && (
                <span className="text-overdue"> · {countText(without)} without an affiliate link</span>
              )}
            </span>
          )
        }
        action={
          isAdmin && (
            <Button look="filled" onClick={() => setAdding(true)}>
              <UserPlus aria-hidden />
              Set somebody’s terms
            </Button>
          )
        }
      />
      <Loaded query={operators} what="The operators">
        {(found) =>
          found.length === 0 ? (
            <EmptyState title="No operators yet">
              Whoever has a funding file or terms of their own appears here.
            </EmptyState>
          ) : (
            <OperatorsTable operators={found} {...(isAdmin ? { onEdit: edit } : {})} />
          )
        }
      </Loaded>
      <TermsDialog operator={edited?.operator ?? null} onClose={() => edit(null)} />
      <AddOperatorDialog
        open={isAdding}
        onClose={() => setAdding(false)}
        onChoose={(operator) => {
          setAdding(false);
          edit({ operator });
        }}
      />
    </div>
  );
}

interface TableProps {
  operators: Operator[];
  /** For administrators. */
  onEdit?: (operator: Operator) => void;
}

function OperatorsTable({ operators, onEdit }: TableProps) {
  return (
    <Table aria-label="Operators" className="mt-2">
      <thead>
        <tr>
          <Th>Operator</Th>
          <Th className="hidden @min-[760px]:table-cell">Signs letters as</Th>
          <Th right className="w-20">
            Fee
          </Th>
          <Th>Affiliate link</Th>
          <Th right className="w-18">
            Files
          </Th>
          {onEdit && (
            <Th className="w-24">
              <span className="sr-only">Actions</span>
            </Th>
          )}
        </tr>
      </thead>
      <tbody>
        {operators.map((one) => (
          <OperatorRow key={one.operator} of={one} {...(onEdit ? { onEdit } : {})} />
        ))}
      </tbody>
    </Table>
  );
}

function OperatorRow({ of, onEdit }: { of: Operator; onEdit?: (operator: Operator) => void }) {
  const nameOf = useActorName();
  const name = nameOf(of.operator);
  return (
    <tr className="hover:bg-row">
      <Td title={of.operator}>
        <span className="font-medium">{name}</span>
        {name !== of.operator && <span className="text-ink-3"> · {of.operator}</span>}
      </Td>
      <Td className="hidden @min-[760px]:table-cell">
        {of.displayName ?? <span className="text-ink-3">Their address</span>}
      </Td>
      <Td right>
        {rateText(of.feePercent, 0).replace(/\.%$/, "%")}
        {of.version === 0 && <span className="sr-only"> by default</span>}
      </Td>
      <Td title={of.affiliateLink ?? undefined}>
        {of.affiliateLink ?? <span className="text-overdue">Missing: referrals cannot be sent</span>}
      </Td>
      <Td right className="text-ink-2">
        {countText(of.files)}
      </Td>
      {onEdit && (
        <ActionsTd>
          <Button size="sm" look="quiet" aria-label={`Edit the terms of ${name}`} onClick={() => onEdit(of)}>
            Edit
          </Button>
        </ActionsTd>
      )}
    </tr>
  );
}
