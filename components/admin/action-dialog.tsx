"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { submitOnCommandEnter } from "../pipeline/submit-key.ts";
import type { ShownRefusal } from "../trpc/refusal.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogClose } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { useSendOnce } from "../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../ui/use-warn-before-leaving.ts";

interface Props {
  open: boolean;
  onClose: () => void;
  title: string;
  description: ReactNode;
  /** The key of `useDraft` in its form, where there is one; never of a secret. */
  draftKey?: string;
  className?: string | undefined;
  children: ReactNode;
}

/** The question before an administrator's change. Its form is made anew each time it opens. */
export function ActionDialog({ open, onClose, children, ...asked }: Props) {
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()} {...asked}>
      {open && children}
    </Dialog>
  );
}

interface FormProps {
  /** The verb on the button. */
  verb: string;
  isPending: boolean;
  notice: ShownRefusal | null;
  /** Gives what is under way, or nothing when there was something to correct. */
  onSubmit: (form: FormData) => Promise<unknown> | null | undefined;
  /** What has to be typed before the button works, for what cannot be undone. */
  confirm?: { word: string; label: string };
  /** What has to be chosen besides. */
  isChosen?: boolean;
  children?: ReactNode;
}

export function ActionForm({
  verb,
  isPending,
  notice,
  onSubmit,
  confirm,
  isChosen = true,
  children,
}: FormProps) {
  const [typed, setTyped] = useState("");
  const isReady = isChosen && (confirm === undefined || typed.trim() === confirm.word);
  const send = useSendOnce(onSubmit);
  useWarnBeforeLeaving(isPending);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isReady) send(new FormData(event.currentTarget));
  };
  return (
    <form onSubmit={submit} onKeyDown={submitOnCommandEnter} noValidate className="flex flex-col gap-4">
      {children}
      {confirm && (
        <Field label={confirm.label}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              spellCheck={false}
              autoCapitalize="none"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              className="id"
            />
          )}
        </Field>
      )}
      {notice && <Notice title={notice.message} requestId={notice.requestId} />}
      <DialogActions>
        <DialogClose>Cancel</DialogClose>
        <Button type="submit" look={confirm ? "danger" : "filled"} disabled={!isReady} aria-busy={isPending}>
          {verb}
        </Button>
      </DialogActions>
    </form>
  );
}
