"use client";

import type { Settings } from "@/server/domain/desk/input.ts";
import { useIsDesktop } from "./use-is-desktop.ts";
import { useSetting } from "./use-setting.ts";

export type Mode = NonNullable<Settings["mode"]>;

/** Whether somebody works with cards and lists or with the grid (P8.1): modern, until they choose. */
export function useMode(): [Mode, (mode: Mode) => void] {
  const [mode = "modern", save] = useSetting("mode");
  return [mode, save];
}

export const LOANS_PATH: Record<Mode, "/pipeline/loans" | "/pipeline/grid"> = {
  modern: "/pipeline/loans",
  power: "/pipeline/grid",
};

/** Where loans are looked at: links to a loan, or to loans of a kind, begin with this. Without room for the grid, the list. */
export function useLoansPath(): "/pipeline/loans" | "/pipeline/grid" {
  const [mode] = useMode();
  return LOANS_PATH[useIsDesktop() === false ? "modern" : mode];
}
