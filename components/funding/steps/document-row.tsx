"use client";

import { X } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Input } from "../../ui/input.tsx";
import type { TypedDocument } from "./documents-form.tsx";

interface Props {
  row: TypedDocument;
  isOptional: boolean;
  /** `YYYY-MM-DD` */
  today: string;
  onChange: (changed: Partial<TypedDocument>) => void;
  onRemove: () => void;
}

/** A document: ticked when it has come, with the day; one that nobody asked for has a name of its own. */
export function DocumentRow({ row, isOptional, today, onChange, onRemove }: Props) {
  const { document, receivedOn, isOther } = row;
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 py-1.5 text-sm">
      {isOther === "" ? (
        <Checkbox
          checked={receivedOn !== ""}
          onChange={({ target }) => onChange({ receivedOn: target.checked ? today : "" })}
          className="min-h-8 min-w-40 flex-1 cursor-pointer gap-2.5"
        >
          <span>
            {document}
            {isOptional && <span className="text-ink-3"> · optional</span>}
          </span>
        </Checkbox>
      ) : (
        <Input
          aria-label="Another document"
          value={document}
          onChange={({ target }) => onChange({ document: target.value })}
          maxLength={200}
          autoComplete="off"
          className="h-8 min-w-40 flex-1"
        />
      )}
      {receivedOn !== "" && (
        <Input
          type="date"
          aria-label={`${document || "Another document"} received on`}
          value={receivedOn}
          max={today}
          onChange={({ target }) => onChange({ receivedOn: target.value })}
          className="figures h-8 w-36"
        />
      )}
      {isOther !== "" && (
        <Button look="quiet" size="icon-sm" aria-label="Remove the document" onClick={onRemove}>
          <X aria-hidden />
        </Button>
      )}
    </li>
  );
}
