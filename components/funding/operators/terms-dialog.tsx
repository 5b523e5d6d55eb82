"use client";

import { useQuery } from "@tanstack/react-query";
import { Loaded } from "../../admin/loaded.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { TermsForm, termsDraft } from "../steps/operator-terms.tsx";

/** An operator's terms, in the form in which a step of a file asks for them too. */
export function TermsDialog({ operator, onClose }: { operator: string | null; onClose: () => void }) {
  return (
    <Dialog
      open={operator !== null}
      onOpenChange={(next) => !next && onClose()}
      draftKey={operator === null ? undefined : termsDraft(operator)}
      title="The operator’s terms"
      description={`${operator}. What has been sent and invoiced stays as it is.`}
    >
      {operator !== null && <PresentTerms operator={operator} onClose={onClose} />}
    </Dialog>
  );
}

function PresentTerms({ operator, onClose }: { operator: string; onClose: () => void }) {
  const trpc = useTRPC();
  const terms = useQuery(trpc.funding.operator.queryOptions({ operator }));
  return (
    <Loaded query={terms} what="The terms">
      {(present) => <TermsForm terms={present} onClose={onClose} />}
    </Loaded>
  );
}
