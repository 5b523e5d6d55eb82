"use client";

import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useState, useSyncExternalStore } from "react";
import { railItem } from "../shell/rail-link.tsx";
import { useHotkeys } from "../shell/use-hotkeys.ts";
import { cn } from "../ui/cn.ts";
import { Kbd } from "../ui/kbd.tsx";

const loadPalette = () => import("./command-palette.tsx");
const CommandPalette = dynamic(() => loadPalette().then((module) => module.CommandPalette), { ssr: false });

/** Opens the palette; its code is fetched when somebody is about to want it. */
export function SearchButton({ onShowKeys }: { onShowKeys: () => void }) {
  const [open, setOpen] = useState(false);
  const [isWanted, setWanted] = useState(false);
  const show = () => {
    setWanted(true);
    setOpen(true);
  };
  useHotkeys({
    "Mod+k": (event) => {
      event.preventDefault();
      show();
    },
  });
  return (
    <>
      <button
        type="button"
        title="Search and commands"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={show}
        onPointerEnter={() => void loadPalette()}
        onFocus={() => void loadPalette()}
        className={cn(
          railItem,
          "border border-line-strong bg-sheet max-lg:border-transparent max-lg:bg-transparent dark:bg-canvas",
        )}
      >
        <Search aria-hidden />
        <span className="sr-only lg:not-sr-only lg:flex-1 lg:text-left">Search</span>
        <ShownKey />
      </button>
      {isWanted && <CommandPalette open={open} onOpenChange={setOpen} onShowKeys={onShowKeys} />}
    </>
  );
}

const NEVER = () => () => {};

function ShownKey() {
  const isApple = useSyncExternalStore(
    NEVER,
    () => /Mac|iPhone|iPad/.test(navigator.platform),
    () => false,
  );
  return (
    <span aria-hidden className="whitespace-nowrap max-lg:hidden pointer-coarse:hidden">
      <Kbd>{isApple ? "⌘ K" : "Ctrl K"}</Kbd>
    </span>
  );
}
