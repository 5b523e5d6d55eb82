import type { Route } from "next";
import Link from "next/link";
import { cn } from "../ui/cn.ts";
import type { LoanRow } from "./loan-list-context.ts";

interface Props {
  loan: LoanRow;
  href: string;
  isOpen: boolean;
  open: (loanId: number) => void;
  prefetch: (loanId: number) => void;
}

/** The borrower's name, by which the whole of its row is the link to the loan. */
export function LoanLink({ loan, href, isOpen, open, prefetch }: Props) {
  return (
    <Link
      href={href as Route}
      prefetch={false}
      scroll={false}
      // Asked for while the finger is still going down, or while the row is only being passed by key.
      onPointerDown={() => prefetch(loan.pipelineLoanId)}
      onFocus={() => prefetch(loan.pipelineLoanId)}
      data-loan-row={loan.pipelineLoanId}
      aria-current={isOpen ? "true" : undefined}
      // A plain click opens the panel without asking the server for a page; a click for a new tab stays a link.
      onNavigate={(event) => {
        event.preventDefault();
        open(loan.pipelineLoanId);
      }}
      className={cn(
        // Clear of what stays at the top and the bottom of the window.
        "scroll-mt-28 scroll-mb-16 font-medium outline-none after:absolute after:inset-0",
        "focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus",
      )}
    >
      {isOpen && <span aria-hidden className="absolute inset-y-0 left-0 w-0.5 bg-accent" />}
      {loan.borrowerName}
    </Link>
  );
}
