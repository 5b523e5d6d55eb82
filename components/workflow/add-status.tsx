"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { codeFor, type WorkflowEdit } from "@/server/domain/pipeline/model/workflow-edit.ts";
import { submitOnCommandEnter } from "../pipeline/submit-key.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input, Select } from "../ui/input.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover.tsx";
import { useDesigner } from "./designer-context.ts";

export function AddStatus() {
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button>
          <Plus aria-hidden />
          Add a status
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label="Add a status" align="start">
        <AddStatusForm onDone={() => setOpen(false)} />
      </PopoverContent>
    </Popover>
  );
}

/** On the way between two statuses, or beside one as an exception from which loans come back. */
function AddStatusForm({ onDone }: { onDone: () => void }) {
  const { statuses, nameOf, edit, select } = useDesigner();
  const [name, setName] = useState("");
  const moves = statuses.flatMap(({ statusCode: from, allowedTransitions }) =>
    allowedTransitions.map((to) => ({ from, to })),
  );
  const [where, setWhere] = useState(moves[0] ? `${moves[0].from} ${moves[0].to}` : "");
  const add = () => {
    const [from = "", to] = where.split(" ");
    const how: WorkflowEdit = to
      ? { do: "insert", name, from, to }
      : { do: "add", name, isException: true, from: [from], moves: [from] };
    edit(how);
    select({ code: codeFor(name, new Set(statuses.map((status) => status.statusCode))) });
    onDone();
  };
  return (
    <form
      className="flex flex-col gap-3"
      onKeyDown={submitOnCommandEnter}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") add();
      }}
    >
      <Field label="Name">
        {(control) => (
          <Input
            {...control}
            autoFocus
            autoComplete="off"
            maxLength={60}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <Field label="Where">
        {(control) => (
          <Select
            {...control}
            value={where}
            onChange={({ target }) => setWhere(target.value)}
            className="h-9 w-full"
          >
            <optgroup label="On the way from">
              {moves.map(({ from, to }) => (
                <option key={`${from} ${to}`} value={`${from} ${to}`}>
                  {nameOf(from)} to {nameOf(to)}
                </option>
              ))}
            </optgroup>
            <optgroup label="As an exception, there and back, of">
              {statuses
                .filter((status) => !status.isTerminal)
                .map((status) => (
                  <option key={status.statusCode} value={status.statusCode}>
                    {status.displayName}
                  </option>
                ))}
            </optgroup>
          </Select>
        )}
      </Field>
      <Button type="submit" look="filled" disabled={name.trim() === ""} className="self-end">
        Add status
      </Button>
    </form>
  );
}
