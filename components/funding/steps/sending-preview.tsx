"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronRight, FileSignature, Mail, Receipt, RefreshCw } from "lucide-react";
import { EFFECTS, type EffectKind, type NewEffect } from "@/server/domain/funding/model/effects.ts";
import type { StepOutcome } from "@/server/domain/funding/model/step-effects.ts";
import { SYSTEM_NAMES } from "@/server/domain/integrations/input.ts";
import { useTRPC } from "../../trpc/client.ts";
import { dollars } from "../../ui/money-text.ts";
import { LetterSignature } from "./letter-signature.tsx";
import { OperatorTermsAction } from "./operator-terms.tsx";
import { feeText } from "./step-words.ts";

/** What will go out, to whom, before anybody presses (F3.5): to read, not to edit. */
export function SendingPreview({ outcome }: { outcome: StepOutcome | null }) {
  if (outcome === null) return null;
  if ("refusal" in outcome) {
    const missing = outcome.refusal.details?.[0];
    return (
      <div className="mt-3 rounded-md bg-overdue-wash px-3 py-2 text-sm">
        <span className="font-medium text-overdue">Not ready to be sent. </span>
        {missing?.message ?? outcome.refusal.message}
        {missing?.field === "affiliateLink" && (
          <div>
            <OperatorTermsAction />
          </div>
        )}
      </div>
    );
  }
  const { effects, says } = outcome;
  if (effects.length === 0) return says && <p className="mt-3 text-sm text-ink-2">{says}</p>;
  return (
    <>
      <ul aria-label="What goes out" className="mt-3 divide-y rounded-md border bg-canvas">
        {effects.map((effect) => (
          <li key={effect.effect} className="px-3 py-2 text-sm">
            <Preview {...effect} />
          </li>
        ))}
      </ul>
      <WhereTo effects={effects.map(({ effect }) => effect)} />
    </>
  );
}

/** Whether it reaches anybody (F7.4). */
export function WhereTo({ effects }: { effects: readonly EffectKind[] }) {
  const trpc = useTRPC();
  const { data: modes } = useQuery(trpc.integrations.modes.queryOptions());
  if (!modes) return null;
  const systems = new Set<string>(effects.map((effect) => EFFECTS[effect].system));
  const namesOf = (which: "sandbox" | "live") =>
    modes
      .filter(({ system, mode }) => systems.has(system) && mode === which)
      .map(({ system }) => SYSTEM_NAMES[system])
      .join(" and ");
  const [sandboxed, live] = [namesOf("sandbox"), namesOf("live")];
  return (
    <div className="mt-1.5 text-xs text-ink-3">
      {sandboxed && (
        <p>
          {sandboxed}: sandbox, so nothing {live ? "of it " : ""}reaches anybody.
          {effects.includes("agreement") &&
            sandboxed.includes(SYSTEM_NAMES[EFFECTS.agreement.system]) &&
            " The client’s answer to the agreement comes by itself after a little while; the history tells it."}
        </p>
      )}
      {live && (
        <p className="text-ink-2">
          {live}: <span className="font-medium">live</span>, so it goes out for real.
        </p>
      )}
    </div>
  );
}

const GLYPHS = { email: Mail, agreement: FileSignature, invoice: Receipt } as const;

function Preview({ effect, payload }: NewEffect) {
  const Glyph = effect in GLYPHS ? GLYPHS[effect as keyof typeof GLYPHS] : RefreshCw;
  const to = text(payload.to ?? payload.email);
  return (
    <div className="flex gap-2.5">
      <Glyph aria-hidden className="mt-[3px] size-3.5 shrink-0 text-ink-3" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{EFFECTS[effect].title}</span>
          {to && <span className="break-all text-ink-2">to {to}</span>}
        </p>
        {effect === "email" && <Letter payload={payload} />}
        {effect === "invoice" && <Sum payload={payload} />}
        {effect === "crm_tag" && <p className="text-ink-2">“{text(payload.tag).replaceAll("_", " ")}”</p>}
      </div>
    </div>
  );
}

function Letter({ payload }: { payload: Record<string, unknown> }) {
  const paragraphs = Array.isArray(payload.paragraphs) ? payload.paragraphs.map(text) : [];
  return (
    <>
      <details className="group">
        <summary className="flex list-none items-center gap-1 rounded-sm text-ink-2 [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden
            className="size-3.5 shrink-0 transition-transform duration-120 group-open:rotate-90"
          />
          “{text(payload.subject)}”
        </summary>
        <div className="mt-1.5 flex flex-col gap-1.5 border-l-2 border-line-strong pl-3 text-ink-2">
          {paragraphs.map((paragraph, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a letter is as it is
            <p key={at} className="break-words">
              {paragraph}
            </p>
          ))}
        </div>
      </details>
      <LetterSignature signedBy={paragraphs.at(-1) ?? ""} />
    </>
  );
}

/** The same figures as the server's: they come from the one rule (F4.1). */
function Sum({ payload }: { payload: Record<string, unknown> }) {
  return (
    <>
      <dl className="figures mt-1 grid max-w-70 grid-cols-[1fr_auto] gap-x-6 text-ink-2">
        <dt>Funded</dt>
        <dd className="text-right">{dollars(text(payload.funded))}</dd>
        <dt>Fee</dt>
        <dd className="text-right">× {feeText(text(payload.feePercent))}</dd>
        <dt className="mt-1 border-t pt-1 font-medium text-ink">Invoice</dt>
        <dd className="mt-1 border-t pt-1 text-right font-medium text-ink">
          {dollars(text(payload.amount))}
        </dd>
      </dl>
      <OperatorTermsAction />
    </>
  );
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
