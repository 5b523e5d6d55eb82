"use client";

import { X } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Input } from "../../ui/input.tsx";
import { withDays } from "../../ui/time-text.ts";
import type { TypedDocument } from "./documents-form.tsx";

interface Props {
  row: TypedDocument;
  errors: { name: string | undefined; day: string | undefined };
  isOptional: boolean;
  /** `YYYY-MM-DD` */
  today: string;
  onChange: (changed: Partial<TypedDocument>) => void;
  onRemove: () => void;
}

/** A document: ticked when it has come, with the day; one that nobody asked for has a name of its own. */
export function DocumentRow({ row, errors, isOptional, today, onChange, onRemove }: Props) {
  const { document, receivedOn, isOther, isTicked } = row;
  const problems = [
    errors.name && `The name ${errors.name}.`,
    errors.day && `The day ${withDays(errors.day)}.`,
  ].filter(Boolean);
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 py-1.5 text-sm">
      {isOther === "" ? (
        <Checkbox
          checked={isTicked !== ""}
          onChange={({ target: { checked } }) =>
            onChange({ isTicked: checked ? "yes" : "", receivedOn: checked ? today : "" })
          }
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
          aria-invalid={errors.name ? true : undefined}
          value={document}
          onChange={({ target }) => onChange({ document: target.value })}
          maxLength={200}
          autoComplete="off"
          className="h-8 min-w-40 flex-1"
        />
      )}
      {isTicked !== "" && (
        <Input
          type="date"
          aria-label={`${document || "Another document"} received on`}
          aria-invalid={errors.day ? true : undefined}
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
      {problems.length > 0 && <p className="basis-full text-danger">{problems.join(" ")}</p>}
    </li>
  );
}
