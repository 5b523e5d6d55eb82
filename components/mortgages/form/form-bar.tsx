"use client";

import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "../../ui/button.tsx";
import { SubmitKeys } from "../../ui/submit-keys.tsx";

interface Props {
  verb: string;
  isPending: boolean;
  cancelTo: string;
  /** Stands for the button while something else has to be decided first. */
  instead?: ReactNode;
}

/** The end of a long form, always in sight. */
export function FormBar({ verb, isPending, cancelTo, instead }: Props) {
  return (
    <div className="sticky bottom-0 z-10 mt-auto flex min-h-14 items-center gap-2 border-t bg-canvas px-4 py-2 lg:px-6">
      <div className="flex w-full max-w-218 items-center gap-2">
        <SubmitKeys />
        {instead}
        <Button asChild>
          <Link href={cancelTo as Route}>Cancel</Link>
        </Button>
        {!instead && (
          <Button type="submit" look="filled" aria-disabled={isPending} aria-busy={isPending}>
            {verb}
          </Button>
        )}
      </div>
    </div>
  );
}
