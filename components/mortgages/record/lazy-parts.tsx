"use client";

import { lazyPart } from "../../ui/lazy-part.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

/** What stands below the terms and the chain; its code comes after them. */

function Waiting() {
  return (
    <div className="flex min-h-40 flex-col gap-3 pt-2">
      <Skeleton className="h-3 w-28" />
      <Skeleton className="h-3 w-full" />
      <Skeleton className="h-3 w-2/3" />
    </div>
  );
}

export const MortgageDocuments = lazyPart(
  () => import("../documents/mortgage-documents.tsx").then((module) => module.MortgageDocuments),
  Waiting,
);

export const MortgageTemplates = lazyPart(
  () => import("../templates/mortgage-templates.tsx").then((module) => module.MortgageTemplates),
  Waiting,
);

export const MortgageHistory = lazyPart(
  () => import("../audit/mortgage-history.tsx").then((module) => module.MortgageHistory),
  Waiting,
);
