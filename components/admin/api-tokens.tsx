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
import { Loaded } from "./loaded.tsx";
import { Moment } from "./moment.tsx";
import { ROLE_NAMES } from "./role-names.ts";
import { Section } from "./section.tsx";
import { type Secret, ShownOnce } from "./shown-once.tsx";
import { IssueTokenDialog, RevokeTokenDialog } from "./token-dialogs.tsx";

export type ApiToken = Outputs["admin"]["tokens"][number];

export function ApiTokens() {
  const trpc = useTRPC();
  const tokens = useQuery(trpc.admin.tokens.queryOptions());
  const [issuing, setIssuing] = useState(false);
  const [revoked, revoke] = useState<ApiToken | null>(null);
  const [secret, show] = useState<Secret | null>(null);
  return (
    <Section
      title="API tokens"
      about="With a token, a program calls the REST API in its own name. What it does stands in the audit trail as client/name."
      aside={<Button onClick={() => setIssuing(true)}>Issue token</Button>}
    >
      <Loaded query={tokens} what="The tokens">
        {(all) => <TokenTable tokens={all.toReversed()} onRevoke={revoke} />}
      </Loaded>
      <IssueTokenDialog open={issuing} onClose={() => setIssuing(false)} onSecret={show} />
      <RevokeTokenDialog revoked={revoked} onClose={() => revoke(null)} />
      <ShownOnce secret={secret} onClose={() => show(null)} />
    </Section>
  );
}

interface TableProps {
  tokens: ApiToken[];
  onRevoke: (token: ApiToken) => void;
}

function TokenTable({ tokens, onRevoke }: TableProps) {
  if (tokens.length === 0)
    return <p className="px-4 text-sm text-ink-2 lg:px-6">No program has a token yet.</p>;
  return (
    <Table aria-label="API tokens">
      <thead>
        <tr>
          <Th>Name</Th>
          <Th className="w-28">Role</Th>
          <Th className="w-28">State</Th>
          <Th className="w-28">Last used</Th>
          <Th className="hidden @min-[640px]:table-cell">Ends</Th>
          <Th className="w-28">
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <TokenRow key={token.tokenId} token={token} onRevoke={onRevoke} />
        ))}
      </tbody>
    </Table>
  );
}

function TokenRow({ token, onRevoke }: { token: ApiToken; onRevoke: TableProps["onRevoke"] }) {
  const { timeZone } = useSession();
  const state = credentialState(token, Date.now());
  return (
    <tr className={cn(!isUsable(state) && "text-ink-3")}>
      <Td className="font-medium" title={token.name}>
        {token.name}
      </Td>
      <Td>{ROLE_NAMES[token.role]}</Td>
      <Td>
        <CredentialMark state={state} />
      </Td>
      <Td className="figures">
        {token.lastUsedAt ? <RelativeTime moment={token.lastUsedAt} timeZone={timeZone} /> : "Never"}
      </Td>
      <Td className="hidden @min-[640px]:table-cell">
        <Moment moment={token.revokedAt ?? token.expiresAt} />
      </Td>
      <ActionsTd>
        {isUsable(state) && (
          <Button size="sm" look="quiet" onClick={() => onRevoke(token)}>
            Revoke<span className="sr-only"> {token.name}</span>
          </Button>
        )}
      </ActionsTd>
    </tr>
  );
}
