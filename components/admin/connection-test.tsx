"use client";

import { useMutation } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { type Mode, SYSTEM_NAMES, type System } from "@/server/domain/integrations/input.ts";
import { type Outputs, useTRPC } from "../trpc/client.ts";
import { refusalOf } from "../trpc/refusal.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { useSendOnce } from "../ui/use-send-once.ts";

/** Asks the system something harmless and says in words what came of it. What was typed and not saved is not tried. */
export function ConnectionTest({ system, mode }: { system: System; mode: Mode }) {
  const trpc = useTRPC();
  const test = useMutation(trpc.integrations.test.mutationOptions());
  const send = useSendOnce((as: Mode) => test.mutateAsync({ system, mode: as }));
  const name = SYSTEM_NAMES[system];
  const isTrying = (as: Mode) => test.isPending && test.variables?.mode === as;
  return (
    <div className="mt-3 flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          aria-busy={isTrying(mode)}
          aria-label={`Test connection of ${name}`}
          onClick={() => send(mode)}
        >
          Test connection
        </Button>
        {mode === "sandbox" && (
          <Button
            size="sm"
            look="quiet"
            aria-busy={isTrying("live")}
            aria-label={`Try the live settings of ${name}`}
            onClick={() => send("live")}
          >
            Try the live settings
          </Button>
        )}
      </div>
      <div role="status" className="empty:hidden">
        {test.isPending && <p className="text-sm text-ink-2">Asking {name} …</p>}
        {!test.isPending && test.data && <Answer answer={test.data} />}
      </div>
      {test.error && (
        <Notice title={refusalOf(test.error).message} requestId={refusalOf(test.error).requestId} />
      )}
    </div>
  );
}

function Answer({ answer: { isWorking, says, problems } }: { answer: Outputs["integrations"]["test"] }) {
  const Sign = !isWorking ? CircleAlert : problems.length > 0 ? TriangleAlert : CircleCheck;
  const tone = !isWorking ? "red" : problems.length > 0 ? "amber" : "green";
  return (
    <div className="flex gap-2 text-sm">
      <Sign aria-hidden data-tone={tone} className="mt-0.5 size-4 shrink-0 text-(--tone)" />
      <div>
        <p className="font-medium text-ink">
          {!isWorking
            ? "It does not work. "
            : problems.length > 0
              ? "It works, but something is missing. "
              : "It works. "}
          <span className="font-normal text-ink-2">{says}</span>
        </p>
        {problems.length > 0 && (
          <ul className="mt-1 list-disc pl-5 text-ink-2">
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
