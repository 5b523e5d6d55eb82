import { Ban, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { factsAsText } from "@/server/domain/mortgages/model/mortgage-changes.ts";
import { dollars, rateText } from "../../ui/money-text.ts";
import { listingText } from "../deletion/plan-lines.ts";
import { type AuditEntry, borrowerNamesOf, documentText, entryText, manifestOf } from "./audit-words.ts";
import { fieldLabel, valueText } from "./change-text.ts";

/** What an entry says: a sentence, the fields that changed, and all that went with a deletion (M11). */
export function EntryWords({ entry }: { entry: AuditEntry }) {
  const { action, changes } = entry;
  const names = borrowerNamesOf(entry);
  const says = entryText(entry);
  if (action === "created")
    return (
      <Folded says={says}>
        <Facts facts={changes.map(({ field, to }) => [fieldLabel(field), valueText(field, to, names)])} />
      </Folded>
    );
  if (action === "deleted")
    return (
      <Folded says={says}>
        <Gone entry={entry} />
      </Folded>
    );
  const [only, ...others] = action === "updated" || action === "template_updated" ? changes : [];
  return (
    <>
      <p>
        {action === "refused" && <Refused />}
        {says}
        {only && others.length === 0 && (
          <span className="text-ink-2">
            : <Change change={only} names={names} />
          </span>
        )}
      </p>
      {others.length > 0 && <Changes changes={changes} names={names} />}
    </>
  );
}

function Refused() {
  return (
    <span className="mr-2 inline-flex items-center gap-1 rounded-sm bg-danger-wash px-1.5 py-px font-medium text-danger text-xs">
      <Ban aria-hidden className="size-3" />
      Refused
    </span>
  );
}

type FieldChange = AuditEntry["changes"][number];

type Names = Record<string, string>;

/** A line a field. */
function Changes({ changes, names }: { changes: FieldChange[]; names: Names }) {
  return (
    <dl className="mt-1 grid grid-cols-[8.5rem_1fr] gap-x-3 text-ink-2">
      {changes.map((change) => (
        <div key={change.field} className="contents">
          <dt className="text-ink-3">{fieldLabel(change.field)}</dt>
          <dd className="break-words">
            <Change change={change} names={names} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Old → new. */
function Change({ change: { field, from, to }, names }: { change: FieldChange; names: Names }) {
  return (
    <span className="figures">
      <Value text={valueText(field, from, names)} />
      <span aria-hidden className="mx-1.5 text-ink-3">
        →
      </span>
      <span className="sr-only"> became </span>
      <span className="text-ink">
        <Value text={valueText(field, to, names)} />
      </span>
    </span>
  );
}

function Value({ text }: { text: string | null }) {
  return text === null ? <span className="text-ink-3">not known</span> : text;
}

/** The sentence opens what else there is to read. */
function Folded({ says, children }: { says: string; children: ReactNode }) {
  return (
    <details className="group/entry">
      <summary className="inline-flex cursor-pointer list-none items-baseline gap-1.5 rounded-sm underline-offset-3 hover:underline">
        {says}
        <ChevronRight
          aria-hidden
          className="size-3 shrink-0 self-center text-ink-3 transition-transform group-open/entry:rotate-90"
        />
      </summary>
      <div className="mt-1 mb-2 text-ink-2">{children}</div>
    </details>
  );
}

/** All that is left of a mortgage: what it was, and what went with it. */
function Gone({ entry }: { entry: AuditEntry }) {
  const { mortgage, listings, ownership, documents, paid, templates, counts } = manifestOf(entry);
  const facts = Object.entries(factsAsText(mortgage))
    .filter(([field, value]) => value !== null && field !== "borrowerId")
    .map(([field, value]): Fact => [fieldLabel(field), valueText(field, value)]);
  return (
    <Facts
      facts={[
        ["Borrower, who stays", mortgage.borrowerName],
        ...facts,
        ...listings.map((one): Fact => ["Listing", listingWithLock(one)]),
        ["Comparables", counts.comparables === 0 ? null : String(counts.comparables)],
        ...ownership.map(({ owner, share }): Fact => ["Share", `${owner} ${rateText(share, 0)}`]),
        ["Payments", counts.payments === 0 ? null : `${counts.payments}, ${dollars(paid)} in all`],
        ...documents.map((one): Fact => ["Document", documentText(one)]),
        ...templates.map((id): Fact => ["Template", id]),
      ]}
    />
  );
}

type Fact = [label: string, value: string | null];

function listingWithLock(listing: Parameters<typeof listingText>[0]): string {
  const { lockedFor } = listing;
  return listingText(listing) + (lockedFor === null ? "" : `, locked for ${lockedFor}`);
}

/** What is not known is left out. */
function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className="grid grid-cols-[8.5rem_1fr] gap-x-3">
      {facts
        .filter(([, value]) => value !== null)
        .map(([label, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place: two of them may say the same
          <div key={index} className="contents">
            <dt className="text-ink-3">{label}</dt>
            <dd className="figures min-w-0 break-words">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
