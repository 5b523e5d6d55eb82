"use client";

import { Check, Copy } from "lucide-react";
import { type ReactNode, useState } from "react";
import { submitOnCommandEnter } from "../pipeline/submit-key.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Input, Textarea } from "../ui/input.tsx";
import { useWarnBeforeLeaving } from "../ui/use-warn-before-leaving.ts";

export interface Secret {
  /** "Key k3x9…", for the dialog's head. */
  title: string;
  /** What it is, and where it belongs. */
  sentence: ReactNode;
  /** "Key": what the field is called. */
  label: string;
  value: string;
}

/** Shows what cannot be shown again. It lets go once it was copied, or once somebody typed that they can do without. */
export function ShownOnce({ secret, onClose }: { secret: Secret | null; onClose: () => void }) {
  const [copied, setCopied] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  useWarnBeforeLeaving(secret !== null && !copied);
  const close = () => {
    setCopied(false);
    setLeaving(false);
    onClose();
  };
  return (
    <Dialog
      open={secret !== null}
      onOpenChange={(next) => !next && (copied ? close() : setLeaving(true))}
      onInteractOutside={(event) => event.preventDefault()}
      title={secret?.title}
      description={secret?.sentence}
    >
      {secret && <SecretText secret={secret} copied={copied} onCopied={() => setCopied(true)} />}
      {isLeaving && !copied && <LeaveWithout onLeave={close} />}
      <DialogActions>
        <Button look={copied ? "filled" : "outline"} onClick={() => (copied ? close() : setLeaving(true))}>
          Done
        </Button>
      </DialogActions>
    </Dialog>
  );
}

interface TextProps {
  secret: Secret;
  copied: boolean;
  onCopied: () => void;
}

function SecretText({ secret, copied, onCopied }: TextProps) {
  const [refused, setRefused] = useState(false);
  const Glyph = copied ? Check : Copy;
  const copy = () => navigator.clipboard.writeText(secret.value).then(onCopied, () => setRefused(true));
  return (
    <div className="flex flex-col gap-3">
      <Field
        label={secret.label}
        help={refused ? "The browser did not allow copying: select the text and copy it." : undefined}
      >
        {({ "aria-required": _, ...control }) => (
          <Textarea
            {...control}
            readOnly
            rows={secret.value.length > 120 ? 5 : 2}
            value={secret.value}
            onFocus={(event) => event.target.select()}
            onCopy={onCopied}
            className="id min-h-0 resize-none break-all text-sm"
          />
        )}
      </Field>
      <div>
        <Button look={copied ? "outline" : "filled"} onClick={() => void copy()}>
          <Glyph aria-hidden />
          {copied ? "Copied" : "Copy"}
        </Button>
        <span role="status" className="sr-only">
          {copied ? `${secret.label} copied` : ""}
        </span>
      </div>
    </div>
  );
}

const WORD = "discard";

function LeaveWithout({ onLeave }: { onLeave: () => void }) {
  const [typed, setTyped] = useState("");
  return (
    <form
      className="mt-4 flex items-end gap-2 border-t pt-4"
      onKeyDown={submitOnCommandEnter}
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() === WORD) onLeave();
      }}
    >
      <Field label={`It was not copied. To close all the same, type “${WORD}”`} className="min-w-0 flex-1">
        {(control) => (
          <Input
            {...control}
            autoFocus
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" size="lg" disabled={typed.trim() !== WORD}>
        Close without copying
      </Button>
    </form>
  );
}
