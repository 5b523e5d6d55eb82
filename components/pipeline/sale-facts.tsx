"use client";

import { Pencil } from "lucide-react";
import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { SETTLED } from "@/server/domain/pipeline/model/status-workflow.ts";
import { useSession } from "../shell/session.tsx";
import { Button } from "../ui/button.tsx";
import { returnFocus } from "../ui/return-focus.ts";
import { dayLabel } from "../ui/time-text.ts";
import { useHasDraft } from "../ui/use-draft.ts";
import type { Loan } from "./loan-detail.tsx";
import { Fact, Facts, PanelSection } from "./panel-section.tsx";
import { saleFactsDraft } from "./sale-facts-values.ts";

// Fetched when somebody is about to edit: most looks at a loan are only that.
const loadForm = () => import("./sale-facts-form.tsx");
const SaleFactsForm = dynamic(() => loadForm().then((module) => module.SaleFactsForm), { ssr: false });

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
    requestAnimationFrame(() => returnFocus(editButton.current));
  };
  return (
    <PanelSection
      title="Sale and delivery"
      aside={
        !editing &&
        (mayEdit ? (
          <Button
            ref={editButton}
            look="quiet"
            size="sm"
            onPointerEnter={() => void loadForm()}
            onFocus={() => void loadForm()}
            onClick={() => setEditing(true)}
          >
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
