"use client";

import { Ellipsis } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { guardRenewable } from "@/server/domain/mortgages/model/renewal-chain.ts";
import { useSession } from "../../shell/session.tsx";
import { Button } from "../../ui/button.tsx";
import {
  Menu,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuSeparator,
  MenuTrigger,
} from "../../ui/dropdown-menu.tsx";
import type { ListedMortgage } from "./mortgage-columns.tsx";

/** What can be asked over the list. One at a time. */
export interface MortgageQuestion {
  kind: "renew" | "delete";
  mortgage: ListedMortgage;
}

export type AskOfMortgage = (question: MortgageQuestion) => void;

interface Props {
  mortgage: ListedMortgage;
  onAsk: AskOfMortgage;
}

/** What can be done with a mortgage, at the end of its row; operators see what there is and why they cannot (M8). */
export function MortgageMenu({ mortgage, onAsk }: Props) {
  const router = useRouter();
  const { role } = useSession();
  const isAdmin = role === "admin";
  const { mortgageId, borrowerName } = mortgage;
  const address = `/mortgages/${mortgageId}`;
  const refusal = guardRenewable(mortgage);
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button
          size="icon-sm"
          look="quiet"
          aria-label={`Actions for mortgage ${mortgageId} of ${borrowerName}`}
          className="relative float-right opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 any-pointer-coarse:opacity-100 max-lg:opacity-100 data-[state=open]:opacity-100"
        >
          <Ellipsis aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuContent align="end" className="max-w-64">
        <MenuItem onSelect={() => router.push(address as Route)}>Open</MenuItem>
        <MenuItem disabled={!isAdmin} onSelect={() => router.push(`${address}/edit` as Route)}>
          Edit
        </MenuItem>
        <MenuItem disabled={!isAdmin || refusal !== null} onSelect={() => onAsk({ kind: "renew", mortgage })}>
          Renew …
        </MenuItem>
        {isAdmin && refusal && <Why>{refusal.message}</Why>}
        <MenuItem disabled={!isAdmin} onSelect={() => onAsk({ kind: "delete", mortgage })}>
          Delete …
        </MenuItem>
        {!isAdmin && (
          <>
            <MenuSeparator />
            <Why>Only an administrator changes mortgages.</Why>
          </>
        )}
      </MenuContent>
    </Menu>
  );
}

function Why({ children }: { children: string }) {
  return <MenuLabel className="max-w-60 pt-0.5">{children}</MenuLabel>;
}
