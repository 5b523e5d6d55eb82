"use client";

import { Lock, Tag } from "lucide-react";
import type { ReactNode } from "react";
import { type DeletionChoice, openListings } from "@/server/domain/mortgages/model/deletion-plan.ts";
import { useActorName } from "../../pipeline/actor-name.ts";
import { useSession } from "../../shell/session.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { dollars } from "../../ui/money-text.ts";
import { momentLabel } from "../../ui/time-text.ts";
import type { Listing, Plan } from "./plan-lines.ts";

interface Props {
  plan: Plan;
  choice: DeletionChoice;
  onChange: (choice: DeletionChoice) => void;
}

/** Asks about each kind of listing by itself: one that investors see, and one that a deal holds. */
export function ListingChoices({ plan, choice, onChange }: Props) {
  const open = openListings(plan);
  const { lockedListings: locked } = plan;
  return (
    <>
      {open.length > 0 && (
        <Question
          glyph={<Tag aria-hidden />}
          title={open.length === 1 ? "A listing is active" : `${open.length} listings are active`}
          label={open.length === 1 ? "Delete the listing too" : "Delete the listings too"}
          isChosen={choice.withListings}
          onChange={(withListings) => onChange({ ...choice, withListings })}
        >
          {open.map(({ listingId, askingPrice }) => (
            <p key={listingId} className="figures">
              Listing {listingId} is offered to investors at {dollars(askingPrice)}.
            </p>
          ))}
          <p>It goes off the market at once. To keep it, cancel: then the mortgage stays as well.</p>
        </Question>
      )}
      {locked.length > 0 && (
        <Question
          glyph={<Lock aria-hidden />}
          title={locked.length === 1 ? "A deal holds a listing" : `Deals hold ${locked.length} listings`}
          label={
            locked.length === 1
              ? "Clear the lock by force and delete the listing"
              : "Clear the locks by force and delete the listings"
          }
          isChosen={choice.force}
          onChange={(force) => onChange({ ...choice, force })}
        >
          {locked.map((listing) => (
            <LockedBy key={listing.listingId} listing={listing} />
          ))}
          <p>
            {locked.length === 1 ? "That deal loses" : "Those deals lose"} the mortgage that was promised to{" "}
            {locked.length === 1 ? "it" : "them"}, and nobody is told by this system: speak with whoever works
            on {locked.length === 1 ? "it" : "them"} first.
          </p>
        </Question>
      )}
    </>
  );
}

function LockedBy({ listing }: { listing: Listing }) {
  const { timeZone } = useSession();
  const actorName = useActorName();
  const { listingId, askingPrice, lockedFor, lockedBy, lockedAt } = listing;
  return (
    <p className="figures">
      Listing {listingId} at {dollars(askingPrice)} is locked for{" "}
      <strong className="font-semibold text-ink">{lockedFor}</strong>, by {actorName(lockedBy ?? "")} on{" "}
      {momentLabel(lockedAt ?? "", timeZone)}.
    </p>
  );
}

interface QuestionProps {
  glyph: ReactNode;
  title: string;
  label: string;
  isChosen: boolean;
  onChange: (isChosen: boolean) => void;
  children: ReactNode;
}

function Question({ glyph, title, label, isChosen, onChange, children }: QuestionProps) {
  return (
    <fieldset className="rounded-md bg-overdue-wash px-3 pt-2.5 pb-1 text-sm">
      <legend className="sr-only">{title}</legend>
      <p aria-hidden className="flex items-center gap-2 font-medium [&_svg]:size-4 [&_svg]:text-overdue">
        {glyph}
        {title}
      </p>
      <div className="mt-0.5 flex flex-col gap-1 pl-6 text-ink-2">{children}</div>
      <Checkbox
        checked={isChosen}
        onChange={({ target }) => onChange(target.checked)}
        className="mt-1 min-h-9 gap-2 font-medium text-ink"
      >
        {label}
      </Checkbox>
    </fieldset>
  );
}
