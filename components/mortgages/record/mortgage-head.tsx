"use client";

import { ArrowLeft, Clock, Ellipsis, Pencil, RefreshCw } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { guardRenewable } from "@/server/domain/mortgages/model/renewal-chain.ts";
import { useSession } from "../../shell/session.tsx";
import { Button } from "../../ui/button.tsx";
import { cn } from "../../ui/cn.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuTrigger } from "../../ui/dropdown-menu.tsx";
import { Money } from "../../ui/money.tsx";
import { rateText } from "../../ui/money-text.ts";
import { dayLabel, todayIn } from "../../ui/time-text.ts";
import { useHasDraft } from "../../ui/use-draft.ts";
import { ADMINS_CHANGE, AdminAction } from "../admin-action.tsx";
import { editDraft } from "../form/edit-draft.ts";
import { isOpen } from "../mortgage-status.tsx";
import { termText, untilMaturity } from "../term-text.ts";
import type { MortgageDetail } from "./mortgage-page.tsx";
import { StatusMenu } from "./status-menu.tsx";

interface Props {
  mortgage: MortgageDetail;
  onAsk: (what: "renew" | "delete") => void;
}

/** Who owes what until when, where it stands, and what can be done with it. */
export function MortgageHead({ mortgage, onAsk }: Props) {
  const { mortgageId, externalMortgageId, borrowerName } = mortgage;
  const hasDraft = useHasDraft(editDraft(mortgageId));
  return (
    <>
      <header className="sticky top-0 z-20 flex min-h-14 flex-wrap items-center gap-x-4 gap-y-1 border-b bg-canvas px-4 py-2 lg:px-6">
        <Button asChild look="quiet" size="icon-sm" className="-ml-2">
          <Link href={"/mortgages" as Route} aria-label="All mortgages">
            <ArrowLeft aria-hidden />
          </Link>
        </Button>
        <div className="min-w-0">
          <h1 className="truncate text-lg font-semibold leading-7 tracking-tight">{borrowerName}</h1>
          <p className="flex items-center gap-1.5 text-xs leading-4 text-ink-3">
            Mortgage <CopyButton value={String(mortgageId)} label="mortgage id" />
            {externalMortgageId !== null && <CopyButton value={externalMortgageId} label="external id" />}
          </p>
        </div>
        <div className="flex min-w-0 flex-1 items-center gap-2.5">
          <StatusMenu mortgage={mortgage} />
        </div>
        <div className="flex gap-2">
          <AdminAction href={`/mortgages/${mortgageId}/edit`}>
            <Pencil aria-hidden />
            Edit
            {hasDraft && <span className="font-normal text-ink-3">· draft kept</span>}
          </AdminAction>
          <AdminAction
            look={isOpen(mortgage.status) ? "filled" : "outline"}
            onPress={() => onAsk("renew")}
            withheld={guardRenewable(mortgage)?.message ?? null}
          >
            <RefreshCw aria-hidden />
            Renew
          </AdminAction>
          <MoreActions mortgageId={mortgageId} onDelete={() => onAsk("delete")} />
        </div>
      </header>
      <Terms mortgage={mortgage} />
    </>
  );
}

function MoreActions({ mortgageId, onDelete }: { mortgageId: number; onDelete: () => void }) {
  const { role } = useSession();
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button size="icon" look="quiet" aria-label={`More about mortgage ${mortgageId}`}>
          <Ellipsis aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuContent align="end" className="max-w-64">
        <MenuItem disabled={role !== "admin"} onSelect={onDelete}>
          Delete …
        </MenuItem>
        {role !== "admin" && <MenuLabel className="max-w-60 pt-0.5">{ADMINS_CHANGE}</MenuLabel>}
      </MenuContent>
    </Menu>
  );
}

/** The figures that a mortgage is, in one line. */
function Terms({ mortgage }: { mortgage: MortgageDetail }) {
  const { loanAmount, interestRate, originationDate, maturityDate, property } = mortgage;
  return (
    <section
      aria-label="Terms"
      className="flex flex-wrap items-end gap-x-10 gap-y-3 border-b bg-sheet px-4 py-4 lg:px-6"
    >
      <Figure label="Loan amount">
        <Money amount={loanAmount} currency className="text-xl font-semibold tracking-tight" />
      </Figure>
      <Figure label="Interest rate, a year">
        <span className="figures text-xl font-semibold tracking-tight">{rateText(interestRate)}</span>
      </Figure>
      <Figure label={`Term of ${termText(originationDate, maturityDate)}`}>
        <span className="figures text-md font-medium leading-8">
          {dayLabel(originationDate)} <span className="text-ink-3">to</span> {dayLabel(maturityDate)}
        </span>
      </Figure>
      {isOpen(mortgage.status) && <Until mortgage={mortgage} />}
      <address className="ml-auto text-right text-sm not-italic leading-5 text-ink-2 @max-[900px]:ml-0 @max-[900px]:text-left">
        <span className="font-medium text-ink">{property.street}</span>
        <br />
        {property.city}, {property.state} {property.zip}, {property.country}
      </address>
    </section>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <p className="text-xs text-ink-3">{label}</p>
      <p>{children}</p>
    </div>
  );
}

function Until({ mortgage: { maturityDate } }: { mortgage: MortgageDetail }) {
  const { timeZone } = useSession();
  const { says, standing } = untilMaturity(todayIn(timeZone), maturityDate);
  return (
    <Figure label="Matures">
      <span
        className={cn(
          "figures inline-flex items-center gap-1.5 text-md leading-8",
          standing === "later" ? "text-ink-2" : "font-semibold",
          standing === "overdue" && "text-overdue",
        )}
      >
        {standing !== "later" && <Clock aria-hidden className="size-4" />}
        {says}
      </span>
    </Figure>
  );
}
