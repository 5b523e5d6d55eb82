"use client";

import { ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import { SYSTEM_NAMES } from "@/server/domain/integrations/input.ts";
import { StatusGlyph } from "../pipeline/status-glyph.tsx";
import { useSession } from "../shell/session.tsx";
import type { refusalOf } from "../trpc/refusal.ts";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { momentLabel } from "../ui/time-text.ts";
import { ConnectionTest } from "./connection-test.tsx";
import { EnginePostback } from "./engine-postback.tsx";
import { ABOUT, changeLabel } from "./integration-fields.ts";
import { IntegrationForm } from "./integration-form.tsx";
import type { Integration } from "./integrations.tsx";
import { SandboxMailbox } from "./sandbox-mailbox.tsx";
import { SandboxTemplates } from "./sandbox-templates.tsx";
import { SigningWebhook } from "./signing-webhook.tsx";

type Refusal = ReturnType<typeof refusalOf>;

/** One system: what stands for it now at a glance, and on demand how it is set up, what its sandbox holds and who changed what. */
export function IntegrationSection({ integration }: { integration: Integration }) {
  const { system, mode } = integration;
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  // They outlive the form, which another administrator's change makes anew.
  const [secrets, setSecrets] = useState<Record<string, string>>({});
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const name = SYSTEM_NAMES[system];
  return (
    <section aria-labelledby={id} className="border-b px-4 py-5 lg:px-6">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-60 max-w-180 flex-1">
          <h2 id={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 text-md font-semibold">
            {name}
            <ModeMark mode={mode} />
          </h2>
          <p className="text-sm text-ink-2">{ABOUT[system]}</p>
          <LastChange integration={integration} />
        </div>
        <Button
          aria-expanded={isOpen}
          aria-controls={`${id}-more`}
          aria-label={`${isOpen ? "Close" : "Set up"} ${name}`}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? "Close" : "Set up"}
          <ChevronDown
            aria-hidden
            className={cn("transition-transform duration-120", isOpen && "rotate-180")}
          />
        </Button>
      </div>
      <ConnectionTest system={system} mode={mode} />
      {isOpen && (
        <div id={`${id}-more`} className="mt-5 flex flex-col gap-8">
          <IntegrationForm
            key={integration.version}
            integration={integration}
            secrets={secrets}
            onSecrets={setSecrets}
            refusal={refusal}
            onRefusal={setRefusal}
          />
          {system === "engine" && <EnginePostback />}
          {system === "documenso" && <SigningWebhook />}
          {system === "documenso" && mode === "sandbox" && <SandboxTemplates />}
          {mode === "sandbox" && <SandboxMailbox system={system} />}
          <History integration={integration} />
        </div>
      )}
    </section>
  );
}

const MODES = {
  sandbox: { name: "Sandbox", look: { tone: "amber", shape: "half" } },
  live: { name: "Live", look: { tone: "green", shape: "check" } },
} as const;

function ModeMark({ mode }: { mode: Integration["mode"] }) {
  const { name, look } = MODES[mode];
  return (
    <span className="inline-flex items-center gap-1.5 rounded-full border px-2 py-0.5 text-xs font-medium text-ink">
      <StatusGlyph look={look} />
      {name}
    </span>
  );
}

function LastChange({ integration: { history } }: { integration: Integration }) {
  const { timeZone } = useSession();
  const [last] = history;
  return (
    <p className="mt-1 text-xs text-ink-3">
      {last ? `Last changed by ${last.by}, ${momentLabel(last.at, timeZone)}` : "Not set up yet"}
    </p>
  );
}

function History({ integration: { system, history } }: { integration: Integration }) {
  const { timeZone } = useSession();
  if (history.length === 0) return null;
  return (
    <div>
      <h3 className="text-sm font-semibold">Changes</h3>
      <ul className="mt-2 flex flex-col gap-1.5 text-sm">
        {history.map(({ version, changed, at, by }) => (
          <li key={version} className="flex flex-wrap gap-x-3">
            <time dateTime={at} className="figures text-ink-2">
              {momentLabel(at, timeZone)}
            </time>
            <span>{by}</span>
            <span className="text-ink-2">
              changed {changed.map((name) => changeLabel(system, name)).join(", ")}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
