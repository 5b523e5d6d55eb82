"use client";

import type { Route } from "next";
import Link from "next/link";
import { PROPERTY_TYPES } from "@/server/domain/mortgages/model/mortgage.ts";
import { useActorName } from "../../pipeline/actor-name.ts";
import { Fact, Facts, PanelSection, Unknown } from "../../pipeline/panel-section.tsx";
import { useSession } from "../../shell/session.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Money } from "../../ui/money.tsx";
import { countText } from "../../ui/money-text.ts";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { shownRate } from "../rate-text.ts";
import type { MortgageDetail } from "./mortgage-page.tsx";

/** What else is known of a mortgage, who wrote it, and how much hangs on it. */
export function MortgageFactsList({ mortgage }: { mortgage: MortgageDetail }) {
  const { borrowerId, borrowerName, property, payments, paid, comparables } = mortgage;
  const { type, latitude, longitude } = property;
  const coordinates =
    latitude === null || longitude === null ? null : `${shownRate(latitude)}, ${shownRate(longitude)}`;
  return (
    <>
      <PanelSection title="Facts">
        <Facts>
          <Fact label="Borrower">
            <Link
              href={`/mortgages?borrower=${borrowerId}` as Route}
              title={`All mortgages of ${borrowerName}`}
              className="rounded-sm text-accent hover:underline"
            >
              {borrowerName}
            </Link>
          </Fact>
          <Fact label="Property type">{type === null ? <Unknown /> : PROPERTY_TYPES[type]}</Fact>
          <Fact label="Coordinates">
            {coordinates && <CopyButton value={coordinates} label="coordinates" plain />}
          </Fact>
          <Fact label="Comparables">
            <span className="figures">{countText(comparables)}</span>
          </Fact>
          <Fact label="Payments">
            <span className="figures">{countText(payments)}</span>
          </Fact>
          <Fact label="Paid in all">
            <Money amount={paid} currency />
          </Fact>
        </Facts>
      </PanelSection>
      <WrittenBy mortgage={mortgage} />
    </>
  );
}

function WrittenBy({ mortgage }: { mortgage: MortgageDetail }) {
  const actorName = useActorName();
  const { timeZone } = useSession();
  const { createdAt, createdBy, updatedAt, updatedBy, version } = mortgage;
  return (
    <p className="mt-2 flex flex-wrap gap-x-1 text-xs text-ink-3">
      <span>
        Entered by <span title={createdBy}>{actorName(createdBy)}</span>{" "}
        <RelativeTime moment={createdAt} timeZone={timeZone} />
      </span>
      {version > 1 && (
        <span>
          · last changed by{" "}
          <span title={updatedBy} className="text-ink-2">
            {actorName(updatedBy)}
          </span>{" "}
          <RelativeTime moment={updatedAt} timeZone={timeZone} />
        </span>
      )}
    </p>
  );
}
