"use client";

import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { PageHeader } from "../shell/page-header.tsx";
import { useSession } from "../shell/session.tsx";
import { type Outputs, useTRPC } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { countText } from "../ui/money-text.ts";
import { Table, Th } from "../ui/table.tsx";
import { AddUserDialog } from "./add-user-dialog.tsx";
import { Loaded } from "./loaded.tsx";
import { type Secret, ShownOnce } from "./shown-once.tsx";
import { type Question, UserDialog } from "./user-dialog.tsx";
import { UserRow } from "./user-row.tsx";

export type User = Outputs["admin"]["users"][number];

/** Who may come in, and as what (P6.3). */
export function Users() {
  const trpc = useTRPC();
  const { email } = useSession();
  const users = useQuery(trpc.admin.users.queryOptions());
  const [adding, setAdding] = useState(false);
  const [question, ask] = useState<Question | null>(null);
  const [secret, show] = useState<Secret | null>(null);
  const count = users.data?.length ?? 0;
  return (
    <div className="@container pb-10">
      <PageHeader
        title="Users"
        figure={
          users.data && (
            <span className="figures">
              <span className="font-semibold text-ink">{countText(count)}</span>{" "}
              {count === 1 ? "person" : "people"}
            </span>
          )
        }
        action={
          <Button look="filled" onClick={() => setAdding(true)}>
            <UserPlus aria-hidden />
            Add a person
          </Button>
        }
      />
      <Loaded query={users} what="The users">
        {(all) => (
          <Table aria-label="Users" className="mt-2">
            <thead>
              <tr>
                <Th>Name</Th>
                <Th className="hidden @min-[640px]:table-cell">E-mail</Th>
                <Th className="w-32">Role</Th>
                <Th className="w-36">State</Th>
                <Th className="w-30">Last sign-in</Th>
                <Th className="w-18">
                  <span className="sr-only">Actions</span>
                </Th>
              </tr>
            </thead>
            <tbody>
              {all.map((user) => (
                <UserRow key={user.userId} user={user} isSelf={user.email === email} onAsk={ask} />
              ))}
            </tbody>
          </Table>
        )}
      </Loaded>
      <AddUserDialog open={adding} onClose={() => setAdding(false)} onSecret={show} />
      <UserDialog question={question} onClose={() => ask(null)} onSecret={show} />
      <ShownOnce secret={secret} onClose={() => show(null)} />
    </div>
  );
}
