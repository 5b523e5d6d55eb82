"use client";

import { Keyboard } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Kbd } from "../ui/kbd.tsx";
import { railItem } from "./rail-link.tsx";
import { useHotkeys } from "./use-hotkeys.ts";

/** Comes when it is first asked for. */
const KeysSheet = dynamic(() => import("./keys-sheet.tsx").then((module) => module.KeysSheet), {
  ssr: false,
});

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function KeysButton({ open, onOpenChange: setOpen }: Props) {
  const [hasOpened, setOpened] = useState(false);
  if (open && !hasOpened) setOpened(true);
  useHotkeys({ "?": () => setOpen(true) });
  return (
    <>
      <button type="button" title="Keyboard" className={railItem} onClick={() => setOpen(true)}>
        <Keyboard aria-hidden />
        <span className="sr-only lg:not-sr-only lg:flex-1 lg:text-left">Keyboard</span>
        <span className="hidden lg:block">
          <Kbd>?</Kbd>
        </span>
      </button>
      {hasOpened && <KeysSheet open={open} onOpenChange={setOpen} />}
    </>
  );
}
