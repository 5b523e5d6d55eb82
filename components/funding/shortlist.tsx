"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { LENDER_PRODUCTS } from "@/server/domain/funding/model/lenders.ts";
import { Loaded } from "../admin/loaded.tsx";
import { type Outputs, useTRPC } from "../trpc/client.ts";
import { Checkbox } from "../ui/checkbox.tsx";
import { cn } from "../ui/cn.ts";
import { dollars } from "../ui/money-text.ts";

type Found = NonNullable<Outputs["funding"]["lenders"]["shortlist"]>;
type Fitting = Found["fitting"][number];

interface Props {
  fileId: number;
  /** The names of the lenders that the file goes to, as the step takes them. */
  value: readonly string[];
  onChange: (names: string[]) => void;
}

/** Which lenders fit a client, to be chosen from, and every other one with the reasons (F6.1). */
export function Shortlist({ fileId, value, onChange }: Props) {
  const trpc = useTRPC();
  const shortlist = useQuery(trpc.funding.lenders.shortlist.queryOptions({ fileId }));
  return (
    <Loaded query={shortlist} what="The lenders">
      {(found) =>
        found === null ? (
          <p className="text-sm text-ink-2">Nothing of established funding is open to the client.</p>
        ) : (
          <Chosen found={found} value={value} onChange={onChange} />
        )
      }
    </Loaded>
  );
}

function Chosen({ found, value, onChange }: Omit<Props, "fileId"> & { found: Found }) {
  const toggle = (name: string) =>
    onChange(value.includes(name) ? value.filter((one) => one !== name) : [...value, name]);
  return (
    <div className="flex flex-col gap-3">
      {found.fitting.length === 0 ? (
        <p className="text-sm font-medium">No lender fits this client.</p>
      ) : (
        <ul aria-label="Lenders that fit" className="rounded-md border">
          {found.fitting.map((one) => (
            <FittingLender
              key={one.lender.lenderId}
              fitting={one}
              isChosen={value.includes(one.lender.name)}
              onToggle={() => toggle(one.lender.name)}
            />
          ))}
        </ul>
      )}
      {found.leftOut.length > 0 && <LeftOut leftOut={found.leftOut} />}
    </div>
  );
}

interface FittingProps {
  fitting: Fitting;
  isChosen: boolean;
  onToggle: () => void;
}

function FittingLender({ fitting: { lender, unknown, cannotSubmit }, isChosen, onToggle }: FittingProps) {
  const id = `lender-${lender.lenderId}`;
  return (
    <li className="border-t px-3 py-2 text-sm first:border-t-0">
      <div className="flex items-baseline justify-between gap-3">
        <Checkbox
          checked={isChosen}
          disabled={cannotSubmit !== null && !isChosen}
          onChange={onToggle}
          aria-describedby={`${id}-says`}
          className="min-w-0 gap-2.5"
        >
          <span className={cn("truncate font-medium", cannotSubmit !== null && "text-ink-2")}>
            {lender.name}
          </span>
        </Checkbox>
        <span className="figures shrink-0 text-xs text-ink-2">{termsText(lender)}</span>
      </div>
      <p id={`${id}-says`} className="pl-[26px] text-xs text-ink-2">
        {cannotSubmit ? (
          <>
            {cannotSubmit}{" "}
            <Link href="/funding/lenders" className="text-accent underline underline-offset-2">
              Lenders
            </Link>
          </>
        ) : (
          [
            lender.contactEmail,
            unknown.length > 0 ? `Not known: ${unknown.join(", ")}` : null,
            lender.toVerify ? `To verify: ${lender.toVerify}` : null,
          ]
            .filter(Boolean)
            .join(" · ")
        )}
      </p>
    </li>
  );
}

function termsText({ products, maximumAmount, daysToFund }: Fitting["lender"]): string {
  return [
    products.map((product) => LENDER_PRODUCTS[product].title).join(", "),
    maximumAmount === null ? null : `up to ${dollars(maximumAmount).replace(/\.00$/, "")}`,
    daysToFund === null ? null : `about ${daysToFund} ${daysToFund === 1 ? "day" : "days"}`,
  ]
    .filter(Boolean)
    .join(" · ");
}

function LeftOut({ leftOut }: Pick<Found, "leftOut">) {
  return (
    <details className="group/left text-sm">
      <summary className="flex list-none items-center gap-1.5 rounded-sm text-ink-2 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-3.5 text-ink-3 transition-transform duration-120 group-open/left:rotate-90"
        />
        {leftOut.length === 1 ? "1 lender is" : `${leftOut.length} lenders are`} left out
      </summary>
      <ul aria-label="Lenders that are left out" className="mt-1.5 flex flex-col gap-1.5">
        {leftOut.map(({ lender, reasons }) => (
          <li key={lender.lenderId}>
            <span className="font-medium">{lender.name}</span>
            {reasons.map((reason) => (
              <span key={reason} className="block text-xs text-ink-2">
                {reason}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </details>
  );
}
