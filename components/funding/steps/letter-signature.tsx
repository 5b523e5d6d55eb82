"use client";

import type { Route } from "next";
import Link from "next/link";
import { useSession } from "../../shell/session.tsx";
import { useWhomToAsk } from "../whom-to-ask.ts";
import { OperatorTermsAction } from "./operator-terms.tsx";
import { useWorkflow } from "./workflow-context.ts";

/** Under a letter that would be signed with an address, since its operator has no name to sign with yet. */
export function LetterSignature({ signedBy }: { signedBy: string }) {
  const { file } = useWorkflow();
  const { role } = useSession();
  if (signedBy !== file.operator) return null;
  return (
    <div className="mt-1.5 rounded-md bg-accent-wash px-2.5 py-1.5 text-xs text-ink-2">
      The letter is signed “<span className="break-all">{signedBy}</span>”. A name is friendlier to the
      client:{" "}
      {role === "admin" ? (
        <>
          enter it as “Signs letters as”.
          <div>
            <OperatorTermsAction />
          </div>
        </>
      ) : (
        <AskForIt />
      )}
    </div>
  );
}

function AskForIt() {
  const whom = useWhomToAsk();
  return (
    <>
      ask <span className="font-medium text-ink">{whom}</span> to enter it as “Signs letters as” under{" "}
      <Link href={"/funding/operators" as Route} className="rounded-sm text-accent underline">
        Operators
      </Link>
      .
    </>
  );
}
