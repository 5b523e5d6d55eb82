"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useTRPC } from "../trpc/client.ts";
import { messageOf } from "../trpc/refusal.ts";
import { useWarnBeforeLeaving } from "../ui/use-warn-before-leaving.ts";
import type { ViewedList } from "./viewed-list.ts";

/** Saving and deleting views; what was deleted can be saved again from the toast. */
export function useViewChanges({ list, viewId: named, name: nameView }: ViewedList) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries(trpc.desk.views.queryFilter({ list }));
  const saving = trpc.desk.saveView.mutationOptions({
    onSettled: refresh,
    onSuccess: ({ name }) => void toast.success(`View “${name}” saved`),
  });
  const save = useMutation(saving);
  // Asked for from a toast, when whoever deleted the view may have left the list: its refusal is told there, too.
  const restore = useMutation({ ...saving, onError: (e) => void toast.error(messageOf(e)) });
  const remove = useMutation(
    trpc.desk.deleteView.mutationOptions({
      onSettled: refresh,
      onSuccess: ({ viewId, name, isShared, isMine, definition }) => {
        if (named === viewId) nameView(null, "replace");
        const undo = () => restore.mutate({ name, isShared, definition });
        // Saved again it would be its deleter's, so only their own can come back.
        toast.success(`View “${name}” deleted`, {
          duration: 10_000,
          ...(isMine ? { action: { label: "Undo", onClick: undo } } : {}),
        });
      },
    }),
  );
  useWarnBeforeLeaving(save.isPending || remove.isPending);
  return { save, remove };
}
