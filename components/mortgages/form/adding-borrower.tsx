"use client";

import dynamic from "next/dynamic";
import type { MortgageDraft } from "./mortgage-fields.tsx";

const NewBorrowerDialog = dynamic(
  () => import("../borrower/new-borrower-dialog.tsx").then((module) => module.NewBorrowerDialog),
  { ssr: false },
);

interface Props {
  draft: MortgageDraft;
  /** Who is to be added; null: nobody. */
  name: string | null;
  onDone: () => void;
}

/** Beside the form and not in it: it is a form of its own. Who was added is picked. */
export function AddingBorrower({ draft, name, onDone }: Props) {
  if (name === null) return null;
  return (
    <NewBorrowerDialog
      name={name}
      onClose={onDone}
      onAdded={(borrower) => {
        draft.change({ borrowerId: String(borrower.borrowerId), borrowerName: borrower.name });
        onDone();
      }}
    />
  );
}
