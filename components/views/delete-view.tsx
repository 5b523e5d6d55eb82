"use client";

import { useActorName } from "../pipeline/actor-name.ts";
import { refusalOf } from "../trpc/refusal.ts";
import { Button } from "../ui/button.tsx";
import { DialogActions, DialogClose } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { useSendOnce } from "../ui/use-send-once.ts";
import { useViewChanges } from "./use-view-changes.ts";
import type { SavedView, ViewedList } from "./viewed-list.ts";

interface Props {
  of: ViewedList;
  view: SavedView;
  onClose: () => void;
}

/** Somebody else's view is gone for everybody and cannot be brought back by who deleted it, so it is asked for. */
export function DeleteView({ of, view, onClose }: Props) {
  const { remove } = useViewChanges(of);
  const owner = useActorName()(view.owner);
  const send = useSendOnce(() => remove.mutateAsync({ viewId: view.viewId }, { onSuccess: onClose }));
  const refusal = remove.error && refusalOf(remove.error);
  return (
    <>
      <p className="text-sm">
        “{view.name}” is a view of <span className="font-medium">{owner}</span>. It will be gone for
        everybody, and only {owner} can make it again.
      </p>
      {refusal && <Notice className="mt-4" title={refusal.message} requestId={refusal.requestId} />}
      <DialogActions>
        <DialogClose autoFocus>Keep it</DialogClose>
        <Button look="danger" aria-busy={remove.isPending} onClick={send}>
          Delete for everybody
        </Button>
      </DialogActions>
    </>
  );
}
