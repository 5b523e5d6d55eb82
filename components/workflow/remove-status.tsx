"use client";

import { Trash2 } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { isCore } from "@/server/domain/pipeline/model/status-workflow.ts";
import { loansText } from "../pipeline/loans-text.ts";
import { Button } from "../ui/button.tsx";
import { useDesigner } from "./designer-context.ts";

/** Takes a status out of the draft, or says why it has to stay (P2.7). */
export function RemoveStatus({ code }: { code: string }) {
  const { loansIn, nameOf, edit } = useDesigner();
  const loans = loansIn(code);
  const where = `/pipeline/loans?status=${encodeURIComponent(code)}` as Route;
  return (
    <div className="border-t pt-3 text-sm">
      {loans > 0 && (
        <Link href={where} className="rounded-sm text-accent underline underline-offset-2">
          {loansText(loans)} {loans === 1 ? "is" : "are"} in it
        </Link>
      )}
      {isCore(code) && (
        <p className="text-ink-2">A core status, which every workflow has: it cannot be removed.</p>
      )}
      {!isCore(code) && loans > 0 && (
        <p className="text-ink-2">It cannot be removed before they have moved on.</p>
      )}
      {!isCore(code) && loans === 0 && (
        <Button onClick={() => edit({ do: "remove", code })}>
          <Trash2 aria-hidden />
          Remove {nameOf(code)}
        </Button>
      )}
    </div>
  );
}
