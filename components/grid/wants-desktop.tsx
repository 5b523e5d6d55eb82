"use client";

import { Monitor } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { openLoanIn } from "../pipeline/list-url.ts";
import { PageHeader } from "../shell/page-header.tsx";
import { Button } from "../ui/button.tsx";

/** Forty columns want a wide screen; the list shows the same loans on any (P8.8). */
export function WantsDesktop() {
  const loanId = openLoanIn(usePathname());
  const search = new URLSearchParams(useSearchParams());
  for (const name of ["group", "open"]) search.delete(name);
  const query = search.size > 0 ? `?${search}` : "";
  return (
    <>
      <PageHeader title="Grid" />
      <div className="mx-auto flex max-w-100 flex-col items-center px-6 py-16 text-center">
        <Monitor aria-hidden className="mb-4 size-10 stroke-1 text-line-strong" />
        <h2 className="text-md font-semibold">Power mode wants a desktop</h2>
        <p className="mt-1 text-sm text-ink-2">
          The grid needs a window at least 1,024 pixels wide. Modern mode shows the same loans, with the same
          filters, on this screen.
        </p>
        <Button asChild look="filled" className="mt-4">
          <Link href={`/pipeline/loans${loanId === null ? "" : `/${loanId}`}${query}` as Route}>
            Open modern mode
          </Link>
        </Button>
      </div>
    </>
  );
}
