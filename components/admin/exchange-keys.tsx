"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { credentialState } from "@/server/domain/tenancy/model/credential-state.ts";
import { useSession } from "../shell/session.tsx";
import { type Outputs, useTRPC } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { RelativeTime } from "../ui/relative-time.tsx";
import { ActionsTd, Table, Td, Th } from "../ui/table.tsx";
import { CredentialMark, isUsable } from "./credential-mark.tsx";
import { CreateKeyDialog, RevokeKeyDialog, RotateKeyDialog } from "./key-dialogs.tsx";
import { Loaded } from "./loaded.tsx";
import { Moment } from "./moment.tsx";
import { Section } from "./section.tsx";
import { type Secret, ShownOnce } from "./shown-once.tsx";

export type ExchangeKey = Outputs["admin"]["keys"][number];

/** What is asked about: one key, or a new one. */
type Asked = { what: "create" } | { what: "rotate" | "revoke"; key: ExchangeKey } | null;

export function ExchangeKeys() {
  const trpc = useTRPC();
  const keys = useQuery(trpc.admin.keys.queryOptions());
  const [asked, ask] = useState<Asked>(null);
  const [secret, show] = useState<Secret | null>(null);
  const close = () => ask(null);
  const usable = (keys.data ?? []).filter((key) => isUsable(credentialState(key, Date.now())));
  return (
    <Section
      title="Exchange keys"
      about="With a key, the exchange posts trades to this tenant. Only its prefix is kept in clear."
      aside={<Button onClick={() => ask({ what: "create" })}>Create key</Button>}
    >
      <Loaded query={keys} what="The keys">
        {(all) => <KeyTable keys={all.toReversed()} onAsk={(what, key) => ask({ what, key })} />}
      </Loaded>
      <CreateKeyDialog open={asked?.what === "create"} onClose={close} onSecret={show} />
      <RotateKeyDialog
        rotated={asked?.what === "rotate" ? asked.key : null}
        onClose={close}
        onSecret={show}
      />
      <RevokeKeyDialog
        revoked={asked?.what === "revoke" ? asked.key : null}
        isLast={usable.length === 1}
        onClose={close}
      />
      <ShownOnce secret={secret} onClose={() => show(null)} />
    </Section>
  );
}

interface TableProps {
  keys: ExchangeKey[];
  onAsk: (what: "rotate" | "revoke", key: ExchangeKey) => void;
}

function KeyTable({ keys, onAsk }: TableProps) {
  if (keys.length === 0)
    return (
      <p className="px-4 text-sm text-ink-2 lg:px-6">
        There is no key, so the exchange can deliver nothing. Create one and give it to the exchange.
      </p>
    );
  return (
    <Table aria-label="Exchange keys">
      <thead>
        <tr>
          <Th className="w-28">Prefix</Th>
          <Th className="w-28">State</Th>
          <Th>Last used</Th>
          <Th className="hidden @min-[640px]:table-cell">Created</Th>
          <Th>Ends</Th>
          <Th className="w-44">
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <KeyRow key={key.prefix} row={key} onAsk={onAsk} />
        ))}
      </tbody>
    </Table>
  );
}

function KeyRow({ row, onAsk }: { row: ExchangeKey; onAsk: TableProps["onAsk"] }) {
  const { timeZone } = useSession();
  const state = credentialState(row, Date.now());
  const usable = isUsable(state);
  const end = row.revokedAt ?? row.expiresAt;
  return (
    <tr className={cn(!usable && "text-ink-3")}>
      <Td className="id">{row.prefix}</Td>
      <Td>
        <CredentialMark state={state} />
      </Td>
      <Td className="figures">
        {row.lastUsedAt ? <RelativeTime moment={row.lastUsedAt} timeZone={timeZone} /> : "Never"}
      </Td>
      <Td className="hidden @min-[640px]:table-cell">
        <Moment moment={row.createdAt} />
      </Td>
      <Td>{end ? <Moment moment={end} /> : "Never"}</Td>
      <ActionsTd>
        {usable && (
          <>
            <Button size="sm" look="quiet" onClick={() => onAsk("rotate", row)}>
              Rotate<span className="sr-only"> {row.prefix}</span>
            </Button>
            <Button size="sm" look="quiet" onClick={() => onAsk("revoke", row)}>
              Revoke<span className="sr-only"> {row.prefix}</span>
            </Button>
          </>
        )}
      </ActionsTd>
    </tr>
  );
}
