"use client";

import { type UseMutationOptions, useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { toast } from "sonner";
import { ActionForm } from "../admin/action-dialog.tsx";
import { refusalOf } from "../trpc/refusal.ts";
import { useRefreshMortgages } from "./use-refresh-mortgages.ts";

interface Props<Removed, Failure, Input> {
  what: "document" | "template";
  name: string;
  options: UseMutationOptions<Removed, Failure, Input>;
  /** What names it to the server. */
  input: Input;
  onClose: () => void;
  children?: ReactNode;
}

/** Takes something off a mortgage, in the dialog that asks whether to. */
export function RemoveForm<Removed, Failure, Input>({
  what,
  name,
  options,
  input,
  onClose,
  children,
}: Props<Removed, Failure, Input>) {
  const refresh = useRefreshMortgages();
  const remove = useMutation({
    ...options,
    onSuccess: () => {
      toast.success(`${name} removed`);
      onClose();
    },
    onSettled: () => refresh(),
  });
  return (
    <ActionForm
      verb={`Remove ${what}`}
      isPending={remove.isPending}
      notice={remove.error && refusalOf(remove.error)}
      onSubmit={() => remove.mutateAsync(input)}
    >
      {children}
    </ActionForm>
  );
}
