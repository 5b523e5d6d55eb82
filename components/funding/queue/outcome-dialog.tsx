"use client";

import { useState } from "react";
import { CALL_OUTCOMES, type CallOutcome, guardAskedDay } from "@/server/domain/funding/model/calls.ts";
import { ActionDialog, ActionForm } from "../../admin/action-dialog.tsx";
import { useProblems } from "../../trpc/use-problems.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";

interface Props {
  /** Which outcome asks something; null: none. */
  outcome: CallOutcome | null;
  name: string;
  today: string;
  onClose: () => void;
  onLog: (outcome: CallOutcome, callOn?: string) => Promise<unknown>;
}

/** What an outcome asks before it is logged: the day that the client asked for, or whether the file is really to be closed. */
export function OutcomeDialog({ outcome, name, ...asked }: Props) {
  const isClosing = outcome !== null && CALL_OUTCOMES[outcome].next === "closes";
  return (
    <ActionDialog
      open={outcome !== null}
      onClose={asked.onClose}
      title={outcome ? `${CALL_OUTCOMES[outcome].title}: ${name}` : ""}
      description={
        isClosing
          ? "The file leaves the queue and is closed. Its decline e-mail waits in the file until you send it."
          : "The client is called again on the day that they asked for."
      }
    >
      {outcome && (isClosing ? <CloseForm outcome={outcome} {...asked} /> : <DayForm {...asked} />)}
    </ActionDialog>
  );
}

type Asked = Omit<Props, "outcome" | "name">;

function CloseForm({ outcome, onClose, onLog }: Asked & { outcome: CallOutcome }) {
  const { problems, refuse } = useProblems([]);
  const [isPending, setPending] = useState(false);
  const submit = async () => {
    setPending(true);
    await onLog(outcome).then(onClose, refuse);
    setPending(false);
  };
  return (
    <ActionForm verb="Close the file" isPending={isPending} notice={problems.notice} onSubmit={submit} />
  );
}

const JUMPS = [
  ["In a week", 7],
  ["In a month", 30],
  ["In three months", 91],
] as const;

function DayForm({ today, onClose, onLog }: Asked) {
  const { problems, refuse } = useProblems(["callOn"]);
  const [day, setDay] = useState("");
  const [isPending, setPending] = useState(false);
  const submit = async () => {
    const refusal = guardAskedDay("call_later", day === "" ? null : day, today);
    if (refusal) return refuse({ data: { refusal } });
    setPending(true);
    await onLog("call_later", day).then(onClose, refuse);
    setPending(false);
  };
  return (
    <ActionForm verb="Set the day" isPending={isPending} notice={problems.notice} onSubmit={submit}>
      <Field label="Call again on" error={problems.fields.callOn}>
        {(control) => (
          <Input
            {...control}
            name="callOn"
            type="date"
            autoFocus
            min={after(today, 1)}
            value={day}
            onChange={({ target }) => setDay(target.value)}
            className="figures"
          />
        )}
      </Field>
      <div className="-mt-2 flex flex-wrap gap-1.5">
        {JUMPS.map(([label, days]) => (
          <Button key={label} size="sm" onClick={() => setDay(after(today, days))}>
            {label}
          </Button>
        ))}
      </div>
    </ActionForm>
  );
}

function after(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
