"use client";

import type { ReactNode } from "react";
import type { StatusConfig } from "@/server/domain/pipeline/model/status-workflow.ts";
import { StatusGlyph } from "../pipeline/status-glyph.tsx";
import { Menu, MenuCheck, MenuContent, MenuLabel, MenuTrigger } from "../ui/dropdown-menu.tsx";
import { useDesigner } from "./designer-context.ts";

/** Where a status leads to: every other one, to be ticked. Opened by its one child, a button. */
export function MovesMenu({ status, children }: { status: StatusConfig; children: ReactNode }) {
  const { statuses, lookOf, edit } = useDesigner();
  const { statusCode: from, displayName, allowedTransitions } = status;
  return (
    <Menu>
      <MenuTrigger asChild>{children}</MenuTrigger>
      <MenuContent align="start">
        <MenuLabel>{displayName} leads to</MenuLabel>
        {statuses
          .filter((other) => other.statusCode !== from)
          .map(({ statusCode: to, displayName: name }) => (
            <MenuCheck
              key={to}
              checked={allowedTransitions.includes(to)}
              onCheckedChange={(allowed) => edit({ do: "allow", from, to, allowed })}
            >
              <StatusGlyph look={lookOf(to)} />
              {name}
            </MenuCheck>
          ))}
      </MenuContent>
    </Menu>
  );
}
