"use client";

import { skipToken, useQueries } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useEffect, useState } from "react";
import { useActorName } from "../../pipeline/actor-name.ts";
import { useTRPC } from "../../trpc/client.ts";
import { dayLabel } from "../../ui/time-text.ts";

const PAUSE_MS = 350;
const SHOWN = 5;

/** Files with the address or the number that is being typed: who is opened twice is seen before, and nobody is kept from it. */
export function SimilarFiles({ email, phone }: { email: string; phone: string }) {
  const trpc = useTRPC();
  const actorName = useActorName();
  const texts = usePaused([wholeAddress(email), wholeNumber(phone)]);
  const answers = useQueries({
    queries: texts.map((search) =>
      trpc.funding.files.queryOptions(search === null ? skipToken : { search, pageSize: SHOWN }),
    ),
  });
  const found = new Map(
    answers.flatMap(({ data }) => data?.files ?? []).map((file) => [file.fileId, file] as const),
  );
  if (found.size === 0) return null;
  return (
    <section
      aria-label="Files that may be of the same client"
      className="rounded-md border border-line-strong px-3 py-2 text-sm"
    >
      <h2 className="font-semibold">A file may be there already</h2>
      <p role="status" className="sr-only">
        {found.size} with the same e-mail address or phone number
      </p>
      <ul>
        {[...found.values()].map(({ fileId, name, email: address, operator, createdAt }) => (
          <li key={fileId}>
            <Link
              href={`/funding/${fileId}` as Route}
              className="rounded-sm text-accent underline underline-offset-2"
            >
              {name}
            </Link>{" "}
            <span className="text-ink-2">
              {address} · {actorName(operator)} · <span className="figures">since {dayLabel(createdAt)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** An address that is still being typed finds too many. */
function wholeAddress(text: string): string | null {
  const address = text.trim().toLowerCase();
  return /^\S+@\S+\.\S{2,}$/.test(address) && address.length <= 200 ? address : null;
}

/** As it is written: the list finds a part of a number as it was written, too. */
function wholeNumber(text: string): string | null {
  const number = text.trim();
  return number.replace(/\D/g, "").length >= 10 && number.length <= 40 ? number : null;
}

function usePaused(texts: (string | null)[]): (string | null)[] {
  const [settled, setSettled] = useState(texts);
  const written = JSON.stringify(texts);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(written)), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [written]);
  return settled;
}
