"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import type { SettingKey, Settings } from "@/server/domain/desk/input.ts";
import { useTRPC } from "../trpc/client.ts";
import { messageOf } from "../trpc/refusal.ts";

/**
 * One setting of whoever is signed in, and how to keep another value: shown at once, on the server a moment later.
 * `null` forgets it.
 */
export function useSetting<K extends SettingKey>(
  key: K,
): [value: Settings[K] | undefined, save: (value: NonNullable<Settings[K]> | null) => void] {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data } = useQuery(trpc.desk.settings.queryOptions());
  const mutationKey = trpc.desk.saveSetting.mutationKey();
  const { mutate } = useMutation(
    trpc.desk.saveSetting.mutationOptions({
      // One after another, so that the last one chosen is the one that is kept.
      scope: { id: "settings" },
      // What is asked while another is being kept would show that one undone for a moment.
      onSettled: async () => {
        if (queryClient.isMutating({ mutationKey }) === 1)
          await queryClient.invalidateQueries(trpc.desk.settings.queryFilter());
      },
      onError: (error) => toast.error(messageOf(error)),
    }),
  );
  const save = (value: NonNullable<Settings[K]> | null) => {
    void queryClient.cancelQueries(trpc.desk.settings.queryFilter());
    queryClient.setQueryData(trpc.desk.settings.queryKey(), (settings) => {
      const { [key]: _, ...others } = settings ?? {};
      return value === null ? others : { ...others, [key]: value };
    });
    mutate({ key, value });
  };
  return [data?.[key], save];
}
