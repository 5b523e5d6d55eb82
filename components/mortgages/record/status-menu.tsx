"use client";

import { useMutation } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { toast } from "sonner";
import { STATUSES_BY_HAND, type StatusByHand } from "@/server/domain/mortgages/model/mortgage.ts";
import { useSession } from "../../shell/session.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { messageOf } from "../../trpc/refusal.ts";
import {
  Menu,
  MenuContent,
  MenuLabel,
  MenuRadio,
  MenuRadioGroup,
  MenuTrigger,
} from "../../ui/dropdown-menu.tsx";
import { useSendOnce } from "../../ui/use-send-once.ts";
import { MortgageStatusChip, MortgageStatusName, STATUS_WORDS } from "../mortgage-status.tsx";
import { usePresentMortgage } from "../use-present-mortgage.ts";
import { useRefreshMortgages } from "../use-refresh-mortgages.ts";
import type { MortgageDetail } from "./mortgage-page.tsx";

/** Where a mortgage stands; administrators set it here, and can take it back at once. Renewed comes from renewing alone (M6). */
export function StatusMenu({ mortgage }: { mortgage: MortgageDetail }) {
  const { role } = useSession();
  const set = useSetStatus(mortgage);
  const { status } = mortgage;
  if (role !== "admin" || status === "renewed") return <MortgageStatusChip status={status} />;
  return (
    <Menu>
      <MenuTrigger
        aria-label={`Status: ${STATUS_WORDS[status]}. Change it`}
        className="group/status flex items-center gap-1 rounded-full"
      >
        <MortgageStatusChip status={status} />
        <ChevronDown aria-hidden className="size-3.5 text-ink-3 group-hover/status:text-ink" />
      </MenuTrigger>
      <MenuContent align="start">
        <MenuLabel>Set the status</MenuLabel>
        <MenuRadioGroup
          value={status}
          onValueChange={(chosen) => {
            const to = STATUSES_BY_HAND.find((one) => one === chosen);
            if (to && to !== status) set(to);
          }}
        >
          {STATUSES_BY_HAND.map((one) => (
            <MenuRadio key={one} value={one}>
              <MortgageStatusName status={one} />
            </MenuRadio>
          ))}
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}

function useSetStatus(mortgage: MortgageDetail) {
  const trpc = useTRPC();
  const refresh = useRefreshMortgages();
  const { takeFrom } = usePresentMortgage(mortgage);
  const update = useMutation(
    trpc.mortgages.update.mutationOptions({
      onError: (error) => {
        takeFrom(error);
        toast.error(messageOf(error));
      },
      onSettled: () => refresh(),
    }),
  );
  const { mortgageId } = mortgage;
  const send = useSendOnce(async (version: number, to: StatusByHand, from: StatusByHand | null) => {
    const saved = await update.mutateAsync({ mortgageId, version, status: to });
    const undo = from && { action: { label: "Undo", onClick: () => send(saved.version, from, null) } };
    toast.success(`Mortgage ${mortgageId} is ${STATUS_WORDS[to].toLowerCase()}`, {
      duration: 10_000,
      ...undo,
    });
  });
  return (to: StatusByHand) =>
    send(mortgage.version, to, mortgage.status === "renewed" ? null : mortgage.status);
}
