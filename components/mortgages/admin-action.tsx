"use client";

import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { useSession } from "../shell/session.tsx";
import { Button } from "../ui/button.tsx";
import { Tooltip } from "../ui/tooltip.tsx";

/** Said to whoever may look and not change; the server refuses by itself (M8). */
export const ADMINS_CHANGE = "Mortgages are changed by an administrator; your role is operator.";

interface Props {
  look?: "filled" | "outline" | "quiet";
  /** Where it leads; else what it does. */
  href?: string;
  onPress?: () => void;
  /** Why it cannot be done as things stand, whoever one is. */
  withheld?: string | null;
  children: ReactNode;
}

/** Something that administrators do. Others see that it is there and why they cannot. */
export function AdminAction({ look = "outline", href, onPress, withheld = null, children }: Props) {
  const { role } = useSession();
  const why = role === "admin" ? withheld : ADMINS_CHANGE;
  if (why !== null)
    return (
      <Tooltip says={why}>
        <Button aria-disabled aria-description={why}>
          {children}
        </Button>
      </Tooltip>
    );
  if (href !== undefined)
    return (
      <Button asChild look={look}>
        <Link href={href as Route}>{children}</Link>
      </Button>
    );
  return (
    <Button look={look} onClick={onPress}>
      {children}
    </Button>
  );
}
