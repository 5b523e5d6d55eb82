"use client";

import { Search } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { toast } from "sonner";
import { railItem } from "../shell/rail-link.tsx";
import { useHotkeys } from "../shell/use-hotkeys.ts";
import { cn } from "../ui/cn.ts";
import { Kbd } from "../ui/kbd.tsx";
import type { CommandPalette } from "./command-palette.tsx";
import { useTypedAhead } from "./use-typed-ahead.ts";

const loadPalette = () => import("./command-palette.tsx").then((module) => module.CommandPalette);

/** Opens the palette, whose code comes after the page; what is typed before its field is there is kept for it (P9.2). */
export function SearchButton({ onShowKeys }: { onShowKeys: () => void }) {
  const [open, setOpen] = useState(false);
  const [hasField, setHasField] = useState(false);
  const [Palette, setPalette] = useState<typeof CommandPalette | null>(null);
  const change = (next: boolean) => {
    setOpen(next);
    setHasField(false);
  };
  const takeTyped = useTypedAhead(open && !hasField, () => change(false));
  const show = () => {
    change(true);
    loadPalette().then(
      (loaded) => setPalette(() => loaded),
      () => {
        change(false);
        toast.error("The search could not be loaded", {
          id: "search-not-loaded",
          description: "Check the connection, then open it again.",
        });
      },
    );
  };
  // Not with the page, but before most have a question. A failure is told to who opens it.
  useEffect(() => void loadPalette().catch(() => {}), []);
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
        className={cn(
          railItem,
          "border border-line-strong bg-sheet max-lg:border-transparent max-lg:bg-transparent dark:bg-canvas",
        )}
      >
        <Search aria-hidden />
        <span className="sr-only lg:not-sr-only lg:flex-1 lg:text-left">Search</span>
        <ShownKey />
      </button>
      {Palette && (
        <Palette
          open={open}
          onOpenChange={change}
          onShowKeys={onShowKeys}
          onField={() => {
            setHasField(true);
            return takeTyped();
          }}
        />
      )}
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
