"use client";

import { Ellipsis } from "lucide-react";
import { isSubmittedTo, LENDER_PRODUCTS } from "@/server/domain/funding/model/lenders.ts";
import { Button } from "../../ui/button.tsx";
import { cn } from "../../ui/cn.ts";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "../../ui/dropdown-menu.tsx";
import { dollars } from "../../ui/money-text.ts";
import { ActionsTd, Table, Td, Th } from "../../ui/table.tsx";
import type { Lender } from "./lenders.tsx";
import type { Question } from "./retire-dialog.tsx";

interface Props {
  lenders: Lender[];
  isAdmin: boolean;
  onEdit: (lender: Lender) => void;
  onAsk: (question: Question) => void;
}

/** From which width of the page a column is shown. */
const AT = {
  figures: "hidden @min-[860px]:table-cell",
  contact: "hidden @min-[640px]:table-cell",
};

export function LendersTable({ lenders, isAdmin, onEdit, onAsk }: Props) {
  return (
    <Table aria-label="Lenders">
      <thead>
        <tr>
          <Th className="w-62 @max-[640px]:w-auto @min-[860px]:w-auto">Lender</Th>
          <Th className="w-36 @min-[860px]:w-58">Products</Th>
          <Th right className="w-20">
            Score
          </Th>
          <Th right className={cn("w-32", AT.figures)}>
            Revenue a month
          </Th>
          <Th right className={cn("w-24", AT.figures)}>
            In business
          </Th>
          <Th right className={cn("w-30", AT.figures)}>
            Up to
          </Th>
          <Th right className={cn("w-20", AT.figures)}>
            Funds in
          </Th>
          <Th className={AT.contact}>Submitted to</Th>
          {isAdmin && (
            <Th className="w-18">
              <span className="sr-only">Actions</span>
            </Th>
          )}
        </tr>
      </thead>
      <tbody>
        {lenders.map((lender) => (
          <LenderRow key={lender.lenderId} lender={lender} isAdmin={isAdmin} onEdit={onEdit} onAsk={onAsk} />
        ))}
      </tbody>
    </Table>
  );
}

type RowProps = Omit<Props, "lenders"> & { lender: Lender };

function LenderRow({ lender, isAdmin, onEdit, onAsk }: RowProps) {
  const { name, products, toVerify, notes, retiredAt } = lender;
  const titles = products.map((product) => LENDER_PRODUCTS[product].title).join(", ");
  return (
    <tr className={cn("hover:bg-row", retiredAt !== null && "text-ink-3")}>
      <Td title={[name, toVerify && `To verify: ${toVerify}`, notes].filter(Boolean).join("\n")}>
        <span className="font-medium">{name}</span>
        {toVerify !== null && <Mark>To verify</Mark>}
        {retiredAt !== null && <Mark>Retired</Mark>}
      </Td>
      <Td title={titles}>{titles}</Td>
      <Figure value={lender.minimumScore?.toString() ?? null} />
      <Figure
        value={lender.minimumMonthlyRevenue && dollars(lender.minimumMonthlyRevenue)}
        className={AT.figures}
      />
      <Figure
        value={lender.minimumMonthsInBusiness === null ? null : `${lender.minimumMonthsInBusiness} mo`}
        className={AT.figures}
      />
      <Figure
        value={lender.maximumAmount && dollars(lender.maximumAmount).replace(/\.00$/, "")}
        className={AT.figures}
      />
      <Figure value={lender.daysToFund === null ? null : `${lender.daysToFund} d`} className={AT.figures} />
      <Td
        className={AT.contact}
        title={[lender.contactName, lender.contactEmail, lender.contactPhone].filter(Boolean).join("\n")}
      >
        {lender.contactEmail ??
          (isSubmittedTo(lender) ? (
            <span className="text-overdue">No e-mail address</span>
          ) : (
            <span className="text-ink-3">Not submitted to</span>
          ))}
      </Td>
      {isAdmin && (
        <ActionsTd>
          <Menu>
            <MenuTrigger asChild>
              <Button size="icon-sm" look="quiet" aria-label={`Actions for ${name}`}>
                <Ellipsis aria-hidden />
              </Button>
            </MenuTrigger>
            <MenuContent align="end">
              <MenuItem onSelect={() => onEdit(lender)}>Edit</MenuItem>
              <MenuItem onSelect={() => onAsk({ what: retiredAt === null ? "retire" : "bringBack", lender })}>
                {retiredAt === null ? "Retire" : "Bring back"}
              </MenuItem>
              <MenuItem onSelect={() => onAsk({ what: "delete", lender })}>Delete</MenuItem>
            </MenuContent>
          </Menu>
        </ActionsTd>
      )}
    </tr>
  );
}

function Mark({ children }: { children: string }) {
  return (
    <span className="ml-2 rounded-sm border border-line-strong px-1 py-px text-xs text-ink-2">
      {children}
    </span>
  );
}

/** What is not known is a dash and not a nought. */
function Figure({ value, className }: { value: string | null; className?: string }) {
  return (
    <Td right className={className}>
      {value ?? (
        <span className="text-ink-3">
          <span aria-hidden>–</span>
          <span className="sr-only">Not known</span>
        </span>
      )}
    </Td>
  );
}
