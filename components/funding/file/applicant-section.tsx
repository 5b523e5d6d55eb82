"use client";

import { Pencil } from "lucide-react";
import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { useActorName } from "../../pipeline/actor-name.ts";
import { Fact, Facts, PanelSection, Unknown } from "../../pipeline/panel-section.tsx";
import type { Outputs } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Money } from "../../ui/money.tsx";
import { returnFocus } from "../../ui/return-focus.ts";
import { dayLabel } from "../../ui/time-text.ts";
import { useHasDraft } from "../../ui/use-draft.ts";
import { applicantDraft } from "./applicant-values.ts";

// Fetched when somebody is about to edit: most looks at a file are only that.
const loadForm = () => import("./applicant-form.tsx");
const ApplicantForm = dynamic(() => loadForm().then((module) => module.ApplicantForm), { ssr: false });

/** Who the client is, and what they say of income and business (F1.1). */
export function ApplicantSection({ file }: { file: Outputs["funding"]["file"] }) {
  const [editing, setEditing] = useState(false);
  const hasDraft = useHasDraft(applicantDraft(file.fileId));
  const editButton = useRef<HTMLButtonElement>(null);
  const done = () => {
    setEditing(false);
    requestAnimationFrame(() => returnFocus(editButton.current));
  };
  return (
    <PanelSection
      title="Client"
      aside={
        !editing && (
          <Button
            ref={editButton}
            look="quiet"
            size="sm"
            onPointerEnter={() => void loadForm()}
            onFocus={() => void loadForm()}
            onClick={() => setEditing(true)}
          >
            <Pencil aria-hidden />
            Edit
            {hasDraft && <span className="font-normal text-ink-3">· draft kept</span>}
          </Button>
        )
      }
    >
      {editing ? <ApplicantForm file={file} onDone={done} /> : <ApplicantFactList file={file} />}
    </PanelSection>
  );
}

function ApplicantFactList({ file }: { file: Outputs["funding"]["file"] }) {
  const actorName = useActorName();
  const { email, phone, statedIncome, monthlyRevenue, businessStartedOn, operator, changedSinceRun } = file;
  const changed = (field: string) => changedSinceRun.includes(field) && <NotJudged />;
  return (
    <Facts>
      <Fact label="E-mail">
        <CopyButton value={email} label="e-mail" plain />
      </Fact>
      <Fact label="Phone">{phone && <CopyButton value={phone} label="phone" plain />}</Fact>
      <Fact label="Income a year">
        {changed("statedIncome")}
        <Money amount={statedIncome} currency />
      </Fact>
      <Fact label="Monthly revenue">
        {changed("monthlyRevenue")}
        <Money amount={monthlyRevenue} currency />
      </Fact>
      <Fact label="Business since">
        {changed("businessStartedOn")}
        {businessStartedOn ? <span className="figures">{dayLabel(businessStartedOn)}</span> : <Unknown />}
      </Fact>
      <Fact label="Operator">
        <span title={operator}>{actorName(operator)}</span>
      </Fact>
    </Facts>
  );
}

/** A figure that the newest run judged otherwise. */
function NotJudged() {
  return (
    <span
      className="mr-2 rounded-sm bg-overdue-wash px-1.5 text-xs text-overdue"
      title="Changed since the last underwriting"
    >
      not judged yet
    </span>
  );
}
