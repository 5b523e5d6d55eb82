"use client";

import { Command } from "cmdk";
import { Search } from "lucide-react";
import { usePathname } from "next/navigation";
import { Dialog as Primitive } from "radix-ui";
import { type KeyboardEvent, type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { loansPathIn, openLoanIn } from "../pipeline/list-url.ts";
import { useGo } from "../shell/coming-link.tsx";
import { useIsDesktop } from "../shell/use-is-desktop.ts";
import { LOANS_PATH } from "../shell/use-mode.ts";
import { cn } from "../ui/cn.ts";
import type { Entry, Group } from "./entries.ts";
import { HitsSkeleton, PaletteFoot } from "./palette-foot.tsx";
import type { TypedAhead } from "./typed-ahead.ts";
import { type PaletteState, usePalette } from "./use-palette.tsx";
import { usePressAgain } from "./use-typed-ahead.ts";

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onShowKeys: () => void;
  /** The field has the focus. @returns what was typed for it before */
  onField: () => TypedAhead;
}

/** Finds loans, trades, funding files and mortgages while typing, and does whatever the desk can do (P9.2). Ctrl or Command with K. */
export function CommandPalette({ open, onOpenChange, onShowKeys, onField }: Props) {
  const opener = useRef<Element | null>(null);
  // What was chosen happens when the palette is gone, so that the focus is where it was.
  const afterwards = useRef<(() => void) | null>(null);
  const choose = useChoose();
  const close = (then?: () => void) => {
    afterwards.current = then ?? null;
    onOpenChange(false);
  };
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-50 bg-[oklch(0.2_0.02_210/0.38)] data-[state=open]:animate-fade dark:bg-[oklch(0.1_0.01_210/0.6)]" />
        <Primitive.Content
          data-modal
          aria-describedby={undefined}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener.current instanceof HTMLElement) opener.current.focus();
            afterwards.current?.();
            afterwards.current = null;
          }}
          className="fixed top-[12vh] left-1/2 z-50 w-[calc(100vw-32px)] max-w-160 -translate-x-1/2 overflow-hidden rounded-lg border border-line bg-sheet shadow-dialog outline-none data-[state=open]:animate-rise"
        >
          <Primitive.Title className="sr-only">Search and commands</Primitive.Title>
          <Palette
            onShowKeys={onShowKeys}
            onField={onField}
            onClose={() => close()}
            onChoose={(entry, inNewTab) => {
              if (entry.stays) entry.run?.();
              else if (inNewTab && entry.href) window.open(entry.href, "_blank", "noopener");
              else close(() => choose(entry));
            }}
          />
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** A loan opens over the list or the grid that is there, which keeps its filters; from elsewhere with the whole list. */
function useChoose(): (entry: Entry) => void {
  const go = useGo();
  const loansPath = loansPathIn(usePathname());
  const isDesktop = useIsDesktop();
  // Without room for the grid there is nothing at its address that a loan could open over.
  const over = loansPath === LOANS_PATH.power && isDesktop === false ? null : loansPath;
  return ({ href, run }) => {
    if (href === undefined) return run?.();
    const loanId = openLoanIn(href);
    if (over === null || loanId === null) go(href);
    else window.history.pushState(null, "", `${over}/${loanId}${window.location.search}`);
  };
}

interface PaletteProps extends Pick<Props, "onShowKeys" | "onField"> {
  onClose: () => void;
  onChoose: (entry: Entry, inNewTab: boolean) => void;
}

function Palette({ onShowKeys, onField, onClose, onChoose }: PaletteProps) {
  const palette = usePalette(onShowKeys);
  const { groups, selected, isCurrent } = palette;
  const field = useRef<HTMLInputElement>(null);
  const pressAgain = usePressAgain(field);
  const inNewTab = useRef(false);
  // Enter before the answer to what was typed is there waits for that answer.
  const [awaited, setAwaited] = useState<{ inNewTab: boolean } | null>(null);
  const chooseAwaited = useEffectEvent(() => {
    setAwaited(null);
    // What was typed stays where nothing was found for it.
    if (awaited && selected && !selected.stays) onChoose(selected, awaited.inNewTab);
  });
  useEffect(() => {
    if (awaited && isCurrent) chooseAwaited();
  }, [awaited, isCurrent]);

  const keys = (event: KeyboardEvent) => {
    const withCommand = event.ctrlKey || event.metaKey;
    if (withCommand && event.key.toLowerCase() === "k") {
      event.preventDefault();
      onClose();
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (!isCurrent && !palette.isOwnChoice) setAwaited({ inNewTab: withCommand });
      else if (selected) onChoose(selected, withCommand);
    } else palette.onKey(event.key);
  };
  const takeTyped = () => {
    const { text, keys } = onField();
    if (text !== "") palette.type(text);
    pressAgain(keys);
  };
  return (
    <Command
      label="Search and commands"
      shouldFilter={false}
      vimBindings={false}
      loop
      value={selected?.id ?? ""}
      onValueChange={palette.select}
      onKeyDown={keys}
      onPointerDownCapture={(event) => {
        inNewTab.current = event.ctrlKey || event.metaKey;
      }}
      onPointerMove={palette.touch}
    >
      <SearchField ref={field} palette={palette} onFocus={takeTyped} onType={() => setAwaited(null)} />
      <Command.List
        label="Results"
        aria-busy={!isCurrent}
        className="max-h-[min(56vh,30rem)] scroll-py-2 overflow-y-auto overscroll-contain p-1.5"
      >
        {groups.map((group) => (
          <EntryGroup
            key={group.heading}
            group={group}
            isStale={!isCurrent && group.isFound === true}
            onChoose={(entry) => onChoose(entry, inNewTab.current)}
          />
        ))}
      </Command.List>
      {palette.isLoading && <HitsSkeleton />}
      <PaletteFoot palette={palette} />
    </Command>
  );
}

interface FieldProps {
  ref: RefObject<HTMLInputElement | null>;
  palette: PaletteState;
  onFocus: () => void;
  onType: () => void;
}

function SearchField({ ref, palette, onFocus, onType }: FieldProps) {
  return (
    <div className="relative border-b">
      <Search aria-hidden className="pointer-events-none absolute top-4 left-4 size-4 text-ink-3" />
      <Command.Input
        ref={ref}
        onFocus={onFocus}
        value={palette.typed}
        onValueChange={(text) => {
          palette.type(text);
          onType();
        }}
        maxLength={200}
        placeholder="Borrower, client, loan ID, address, trade – or a command"
        className="h-12 w-full bg-transparent pr-4 pl-11 text-base outline-none"
      />
    </div>
  );
}

interface EntryGroupProps {
  group: Group;
  isStale: boolean;
  onChoose: (entry: Entry) => void;
}

function EntryGroup({ group, isStale, onChoose }: EntryGroupProps) {
  return (
    <Command.Group
      heading={group.heading}
      className={cn(
        "transition-opacity **:[[cmdk-group-heading]]:px-2.5 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1",
        "**:[[cmdk-group-heading]]:text-xs **:[[cmdk-group-heading]]:text-ink-3",
        isStale && "opacity-60 delay-200",
      )}
    >
      {group.entries.map((entry) => (
        <Command.Item
          key={entry.id}
          value={entry.id}
          onSelect={() => onChoose(entry)}
          className="flex min-h-9 cursor-pointer scroll-my-2 items-center gap-2.5 rounded-md px-2.5 text-sm data-[selected=true]:bg-accent-wash"
        >
          {entry.content}
        </Command.Item>
      ))}
    </Command.Group>
  );
}
