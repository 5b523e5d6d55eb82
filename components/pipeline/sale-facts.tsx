"use client";

import { Pencil } from "lucide-react";
import { useRef, useState } from "react";
import { SETTLED } from "@/server/domain/pipeline/model/status-workflow.ts";
import { useSession } from "../shell/session.tsx";
import { Button } from "../ui/button.tsx";
import { dayLabel } from "../ui/time-text.ts";
import { useHasDraft } from "../ui/use-draft.ts";
import type { Loan } from "./loan-detail.tsx";
import { Fact, Facts, PanelSection } from "./panel-section.tsx";
import { SaleFactsForm, saleFactsDraft } from "./sale-facts-form.tsx";

/** To whom, how and when the loan is delivered. What a settled loan still lacks, only an administrator may add (P2.9). */
export function SaleFacts({ loan }: { loan: Loan }) {
  const { role } = useSession();
  const [editing, setEditing] = useState(false);
  const hasDraft = useHasDraft(saleFactsDraft(loan.pipelineLoanId));
  const editButton = useRef<HTMLButtonElement>(null);
  const isSettled = loan.currentStatus === SETTLED;
  const mayEdit = !isSettled || (role === "admin" && loan.salePrice === null);
  const done = () => {
    setEditing(false);
    requestAnimationFrame(() => editButton.current?.focus());
  };
  return (
    <PanelSection
      title="Sale and delivery"
      aside={
        !editing &&
        (mayEdit ? (
          <Button ref={editButton} look="quiet" size="sm" onClick={() => setEditing(true)}>
            <Pencil aria-hidden />
            {isSettled ? "Add sale price" : "Edit"}
            {hasDraft && <span className="font-normal text-ink-3">· draft kept</span>}
          </Button>
        ) : (
          <span className="text-xs text-ink-3">Frozen by settlement</span>
        ))
      }
    >
      {editing ? (
        <SaleFactsForm loan={loan} onDone={done} />
      ) : (
        <Facts>
          <Fact label="Investor" wide>
            {loan.buyerName} <span className="id text-xs text-ink-3">{loan.buyerId}</span>
          </Fact>
          <Fact label="Expected">{loan.expectedDeliveryDate && dayLabel(loan.expectedDeliveryDate)}</Fact>
          <Fact label="Delivered">{loan.actualDeliveryDate && dayLabel(loan.actualDeliveryDate)}</Fact>
          <Fact label="Method" wide>
            {loan.deliveryMethod}
          </Fact>
        </Facts>
      )}
    </PanelSection>
  );
}
