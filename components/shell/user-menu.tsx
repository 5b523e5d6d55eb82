"use client";

import { ChevronsUpDown, Grid3x3, LogOut, Monitor, Moon, Rows3, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { ROLE_NAMES } from "../admin/role-names.ts";
import {
  Menu,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuRadio,
  MenuRadioGroup,
  MenuSeparator,
  MenuTrigger,
} from "../ui/dropdown-menu.tsx";
import { useSession } from "./session.tsx";
import { signOutOfDesk } from "./sign-out.ts";
import { LOANS_PATH, type Mode, useMode } from "./use-mode.ts";

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return `${words[0]?.charAt(0) ?? ""}${words.length > 1 ? (words.at(-1)?.charAt(0) ?? "") : ""}`.toUpperCase();
}

export function UserMenu() {
  const { name, email, role } = useSession();
  const { theme, setTheme } = useTheme();
  return (
    <Menu>
      <MenuTrigger className="flex h-10 w-full items-center justify-center gap-2.5 rounded-md px-1 text-left hover:bg-hover lg:justify-start">
        <span
          aria-hidden
          className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-wash text-xs font-semibold text-accent"
        >
          {initialsOf(name)}
        </span>
        <span className="sr-only min-w-0 lg:not-sr-only lg:flex-1">
          <span className="block truncate text-sm leading-4">{name}</span>
          <span className="block text-xs text-ink-3">{ROLE_NAMES[role]}</span>
        </span>
        <ChevronsUpDown aria-hidden className="hidden size-3.5 text-ink-3 lg:block" />
      </MenuTrigger>
      <MenuContent align="start" side="top" className="w-56">
        <MenuLabel className="truncate text-ink-2">{email}</MenuLabel>
        <MenuSeparator />
        <MenuLabel>Theme</MenuLabel>
        <MenuRadioGroup value={theme ?? "system"} onValueChange={setTheme}>
          <MenuRadio value="system">
            <Monitor aria-hidden /> As the system
          </MenuRadio>
          <MenuRadio value="light">
            <Sun aria-hidden /> Light
          </MenuRadio>
          <MenuRadio value="dark">
            <Moon aria-hidden /> Dark
          </MenuRadio>
        </MenuRadioGroup>
        <MenuSeparator />
        <ModeChoice />
        <MenuSeparator />
        <MenuItem onSelect={signOutOfDesk}>
          <LogOut aria-hidden /> Sign out
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}

/** The switch between modern and power mode (P8.1); choosing one goes there. */
function ModeChoice() {
  const [mode, switchTo] = useMode();
  const router = useRouter();
  const choose = (value: string) => {
    const chosen: Mode = value === "power" ? "power" : "modern";
    switchTo(chosen);
    router.push(LOANS_PATH[chosen]);
  };
  return (
    <>
      <MenuLabel>Mode</MenuLabel>
      <MenuRadioGroup value={mode} onValueChange={choose}>
        <MenuRadio value="modern">
          <Rows3 aria-hidden /> Modern: cards and lists
        </MenuRadio>
        <MenuRadio value="power">
          <Grid3x3 aria-hidden /> Power: the grid
        </MenuRadio>
      </MenuRadioGroup>
    </>
  );
}
