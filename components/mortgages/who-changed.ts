"use client";

import { useState } from "react";
import type { Mortgage } from "@/server/domain/mortgages/model/mortgage.ts";
import { useActorName } from "../pipeline/actor-name.ts";
import { useSession } from "../shell/session.tsx";
import { agoText } from "../ui/time-text.ts";

/** "Ann changed this mortgage 2 min ago" */
export function useWhoChanged({ updatedAt, updatedBy }: Pick<Mortgage, "updatedAt" | "updatedBy">): string {
  const { email } = useSession();
  const actorName = useActorName();
  const [now] = useState(Date.now);
  return `${updatedBy === email ? "You" : actorName(updatedBy)} changed this mortgage ${agoText(updatedAt, now)}`;
}
