"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { type Inputs, useTRPC, useTRPCClient } from "../../trpc/client.ts";
import { refusalOf, type ShownRefusal } from "../../trpc/refusal.ts";
import { useSendOnce } from "../../ui/use-send-once.ts";
import { useIsNews } from "./just-come.ts";
import type { Progress } from "./workflow-context.ts";

interface Bodies extends Pick<Inputs["funding"], FundingVerb> {
  confirmOffers: Inputs["funding"]["offers"]["confirm"];
  recordReport: Inputs["funding"]["offers"]["record"];
}

type FundingVerb =
  | "startTrack"
  | "completeStep"
  | "endPath"
  | "reopen"
  | "keepWaiting"
  | "updateCard"
  | "retryEffect";
type Verb = keyof Bodies;
type Body<V extends Verb> = Omit<Bodies[V], "fileId" | "version" | "requestId">;

/** These name what they change themselves; all others name the version that was looked at, and the press. */
const UNSTAMPED: ReadonlySet<Verb> = new Set(["updateCard", "retryEffect"]);

/** What comes up later than this after a press is not what the press brought. */
const OWN_MS = 2_000;

/** What was not taken, and how the file's story ended when it was pressed. */
export interface Refused {
  name: string;
  refusal: ShownRefusal;
  seenSeq: number;
}

interface Then {
  /** It is done, as the server says. */
  onDone?: () => void;
  /** @returns whether the form says it all by itself */
  onRefused?: (error: unknown) => boolean;
}

export interface Changes {
  /** The name of what was pressed and has not been answered; everything else waits for it. */
  underWay: string | null;
  refused: Refused | null;
  /** Nobody can have read yet whether what a step sends reaches anybody: until then no step is completed (F7.4). */
  isModeUnread: boolean;
  /** Whether a press of this person's own brought what stands there now; who asks takes it. */
  takeOwn: () => boolean;
  send: <V extends Verb>(name: string, verb: V, body: Body<V>, then?: Then) => void;
}

/**
 * What an operator does to a file's workflow: one press at a time, and nothing is shown as done before the server says so. A
 * press has a name of its own (`requestId`); when nobody knows what became of it, the same press again is the same request.
 */
export function useChanges(progress: Progress | undefined, fileId: number): Changes {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [underWay, setUnderWay] = useState<string | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const { seenModes, isModeUnread, lookAgain } = useSeenModes();
  const ownAt = useRef(Number.NEGATIVE_INFINITY);
  const stamp = usePressNames();

  const carryOut = async (name: string, verb: Verb, body: object, then: Then) => {
    if (!progress) return;
    const { version, timeline } = progress;
    const isStamped = !UNSTAMPED.has(verb);
    const input = {
      fileId,
      ...body,
      ...(isStamped ? { version } : {}),
      ...(verb === "completeStep" ? { seenModes } : {}),
    };
    const requestId = isStamped ? { requestId: stamp.nameOf(verb, input) } : {};
    setUnderWay(name);
    setRefused(null);
    try {
      const after = await procedureOf(client, verb)({ ...input, ...requestId });
      ownAt.current = performance.now();
      queryClient.setQueryData(trpc.funding.progress.queryKey({ fileId }), after);
      stamp.forget();
      then.onDone?.();
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal.code !== "UNREACHABLE") {
        stamp.forget();
        // Whoever reads why it was refused has before them what stands there now.
        await queryClient.invalidateQueries(trpc.funding.pathFilter());
        if (refusal.code === "MODE_CHANGED") await lookAgain();
      }
      if (!then.onRefused?.(error)) setRefused({ name, refusal, seenSeq: timeline[0]?.seq ?? 0 });
    }
    void queryClient.invalidateQueries(trpc.funding.pathFilter());
    setUnderWay(null);
  };
  const send = useSendOnce(carryOut);
  return {
    underWay,
    refused,
    isModeUnread,
    takeOwn: () => {
      const isRecent = performance.now() - ownAt.current < OWN_MS;
      ownAt.current = Number.NEGATIVE_INFINITY;
      return isRecent;
    },
    send: (name, verb, body, then = {}) => {
      if (verb === "completeStep" && isModeUnread) return;
      send(name, verb, body, then);
    },
  };
}

/** As what the systems stand on the page (F7.4), and whether they have done so for long enough to be read. */
function useSeenModes() {
  const trpc = useTRPC();
  // Asked for here too: not every form says as what they stand, and what nobody asks for is not kept up to date.
  const { data, isPending, refetch } = useQuery(trpc.integrations.modes.queryOptions());
  const seenModes: SeenModes | undefined =
    data && Object.fromEntries(data.map(({ system, mode }) => [system, mode]));
  const isNews = useIsNews(JSON.stringify(seenModes ?? null));
  return { seenModes, isModeUnread: isPending || isNews, lookAgain: refetch };
}
type SeenModes = Inputs["funding"]["completeStep"]["seenModes"];

function procedureOf(client: ReturnType<typeof useTRPCClient>, verb: Verb) {
  const procedure =
    verb === "confirmOffers"
      ? client.funding.offers.confirm
      : verb === "recordReport"
        ? client.funding.offers.record
        : client.funding[verb];
  return procedure.mutate as (given: unknown) => Promise<Progress>;
}

/** The names of presses: another press has another, and one whose outcome is unknown keeps its own when it is repeated. */
function usePressNames() {
  const open = useRef<{ what: string; requestId: string } | null>(null);
  return {
    nameOf: (verb: string, input: object): string => {
      const what = JSON.stringify([verb, input]);
      if (open.current?.what !== what) open.current = { what, requestId: newName() };
      return open.current.requestId;
    },
    forget: () => {
      open.current = null;
    },
  };
}

/** Without https browsers have no `randomUUID`. */
export function newName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
