"use client";

import { Ellipsis } from "lucide-react";
import { StatusGlyph } from "../pipeline/status-glyph.tsx";
import type { StatusLook } from "../pipeline/status-look.ts";
import { useSession } from "../shell/session.tsx";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "../ui/dropdown-menu.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { ActionsTd, Td } from "../ui/table.tsx";
import { ROLE_NAMES } from "./role-names.ts";
import { type Question, VERBS } from "./user-dialog.tsx";
import type { User } from "./users.tsx";

interface Props {
  user: User;
  isSelf: boolean;
  onAsk: (question: Question) => void;
}

export function UserRow({ user, isSelf, onAsk }: Props) {
  const { timeZone } = useSession();
  const isOut = user.disabledAt !== null || user.isDisabledEverywhere;
  const asks = questionsAbout(user, isSelf);
  return (
    <tr className={cn(isOut && "text-ink-3")}>
      <Td title={user.email}>
        <span className="font-medium">{user.name}</span>
        {isSelf && <span className="text-ink-3"> · you</span>}
      </Td>
      <Td className="hidden text-ink-2 @min-[640px]:table-cell">{user.email}</Td>
      <Td>{ROLE_NAMES[user.role]}</Td>
      <Td>
        <UserState user={user} />
      </Td>
      <Td className="figures">
        {user.lastSignInAt ? <RelativeTime moment={user.lastSignInAt} timeZone={timeZone} /> : "Never"}
      </Td>
      <ActionsTd>
        <Menu>
          <MenuTrigger asChild>
            <Button size="icon-sm" look="quiet" aria-label={`Actions for ${user.name}`}>
              <Ellipsis aria-hidden />
            </Button>
          </MenuTrigger>
          <MenuContent align="end">
            {asks.map((what) => (
              <MenuItem key={what} onSelect={() => onAsk({ what, user })}>
                {VERBS[what]}
              </MenuItem>
            ))}
            {user.belongsElsewhere && (
              <>
                {asks.length > 0 && <MenuSeparator />}
                <p className="max-w-56 px-2 py-1.5 text-xs text-ink-3">
                  Belongs to another tenant too, so the pass phrase is not this tenant’s to renew.
                </p>
              </>
            )}
            {isSelf && (
              <p className="max-w-56 px-2 py-1.5 text-xs text-ink-3">
                Your own role and access are changed by another administrator.
              </p>
            )}
          </MenuContent>
        </Menu>
      </ActionsTd>
    </tr>
  );
}

/** What may be asked about somebody; the server decides. */
function questionsAbout(user: User, isSelf: boolean): Question["what"][] {
  const isOut = user.disabledAt !== null;
  return [
    ...(isSelf ? [] : [user.role === "admin" ? ("makeOperator" as const) : ("makeAdmin" as const)]),
    ...(user.openSessions > 0 ? ["endSessions" as const] : []),
    ...(user.belongsElsewhere || isOut || user.isDisabledEverywhere ? [] : ["renewPassPhrase" as const]),
    ...(isSelf ? [] : [isOut ? ("letIn" as const) : ("shutOut" as const)]),
  ];
}

const STATES: Record<"in" | "out" | "everywhere", { name: string; look: StatusLook }> = {
  in: { name: "May sign in", look: { tone: "green", shape: "check" } },
  out: { name: "Shut out", look: { tone: "red", shape: "cross" } },
  everywhere: { name: "Shut out everywhere", look: { tone: "red", shape: "cross" } },
};

function UserState({ user }: { user: User }) {
  const { name, look } = STATES[user.isDisabledEverywhere ? "everywhere" : user.disabledAt ? "out" : "in"];
  return (
    <span className="inline-flex items-center gap-1.5 align-middle" title={name}>
      <StatusGlyph look={look} />
      {name}
    </span>
  );
}
