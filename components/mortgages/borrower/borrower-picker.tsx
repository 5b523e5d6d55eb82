"use client";

import { type KeyboardEvent, useEffect, useEffectEvent, useId, useState } from "react";
import { refusalOf } from "../../trpc/refusal.ts";
import { cn } from "../../ui/cn.ts";
import type { ControlProps } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { countText } from "../../ui/money-text.ts";
import { useFoundBorrowers } from "./use-found-borrowers.ts";

export interface PickedBorrower {
  borrowerId: number;
  name: string;
}

interface Props {
  /** Of a field with a label; else `label` names it. */
  control?: ControlProps;
  label?: string;
  name?: string;
  picked: PickedBorrower | null;
  onPick: (borrower: PickedBorrower) => void;
  /** Offers to add who is typed and not found. */
  onAdd?: (name: string) => void;
  /** What was typed before and nobody was picked by. */
  unfinished?: string;
  /** Takes what is typed when the box is left with nobody picked by it; without it, that is let go. */
  onLeave?: (typed: string) => void;
  autoFocus?: boolean;
}

type Choice = { kind: "borrower"; borrower: PickedBorrower; more: string } | { kind: "add"; name: string };

/** What is typed, what it finds, and which of that Enter takes; null is typed while the list is closed. */
function useChoices({ picked, unfinished = "", onPick, onAdd, onLeave }: Props) {
  const [text, setText] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const isOpen = text !== null;
  const typed = text ?? "";
  const found = useFoundBorrowers(typed, isOpen);
  const choices: Choice[] = [
    ...found.borrowers.map(({ borrowerId, name, email, phone }) => ({
      kind: "borrower" as const,
      borrower: { borrowerId, name },
      more: [email, phone].filter(Boolean).join(" · "),
    })),
    ...(onAdd && typed.trim() !== "" && found.isCurrent
      ? [{ kind: "add" as const, name: typed.trim() }]
      : []),
  ];
  const active = Math.min(at, choices.length - 1);
  // Enter before the answer to what was typed is there waits for that answer.
  const [isAwaited, setAwaited] = useState(false);
  const close = () => {
    setText(null);
    setAwaited(false);
  };
  const type = (next: string) => {
    setText(next);
    setAt(0);
    setAwaited(false);
  };
  const open = () => type(unfinished);
  const leave = () => {
    const left = typed.trim();
    close();
    // With nothing in the box, who was picked stays.
    if (isOpen && left !== picked?.name && (left !== "" || !picked)) onLeave?.(left);
  };
  const choose = (choice: Choice | undefined) => {
    if (!choice) return;
    if (choice.kind === "borrower") {
      close();
      onPick(choice.borrower);
    } else {
      // Whoever thinks better of adding them finds the name where it was typed.
      leave();
      onAdd?.(choice.name);
    }
  };
  const chooseAwaited = useEffectEvent(() => {
    setAwaited(false);
    choose(choices[active]);
  });
  useEffect(() => {
    if (isAwaited && found.isCurrent) chooseAwaited();
  }, [isAwaited, found.isCurrent]);
  const take = () => {
    if (found.isCurrent) choose(choices[active]);
    else setAwaited(true);
  };
  const point = (to: number) => setAt(Math.max(0, Math.min(to, choices.length - 1)));
  const mayLeave = onLeave !== undefined && typed.trim() !== "";
  const keys = onKeys({ isOpen, active, mayLeave, open, point, take, close, leave });
  return { text, typed, isOpen, found, choices, active, point, type, open, leave, choose, keys };
}

interface Keyed {
  isOpen: boolean;
  active: number;
  /** Something stands in the box that nobody was picked by, and is to be kept. */
  mayLeave: boolean;
  open: () => void;
  point: (to: number) => void;
  take: () => void;
  close: () => void;
  leave: () => void;
}

/** What the box hears: the list is walked, taken from and closed by keys. */
function onKeys({ isOpen, active, mayLeave, open, point, take, close, leave }: Keyed) {
  return (event: KeyboardEvent) => {
    const { key } = event;
    const isSending = event.ctrlKey || event.metaKey;
    if ((key === "ArrowDown" || key === "ArrowUp") && !isOpen) open();
    else if (key === "ArrowDown") point(active + 1);
    else if (key === "ArrowUp") point(active - 1);
    else if (key === "Enter" && isSending && mayLeave) {
      // Nothing is sent about somebody else than who stands in the box.
      event.stopPropagation();
      leave();
    } else if (key === "Enter" && isOpen && !isSending) take();
    else if (key === "Escape" && isOpen) {
      event.stopPropagation();
      close();
    } else return;
    event.preventDefault();
  };
}

/** Finds a borrower by a part of name, e-mail address or phone number. */
export function BorrowerPicker(props: Props) {
  const { control, label, name, picked, unfinished = "", autoFocus } = props;
  const listId = useId();
  const { text, typed, isOpen, found, choices, active, ...list } = useChoices(props);
  return (
    <div className="relative">
      <Input
        {...control}
        name={name}
        role="combobox"
        aria-label={label}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-activedescendant={isOpen && active >= 0 ? `${listId}-${active}` : undefined}
        autoComplete="off"
        autoFocus={autoFocus}
        maxLength={200}
        placeholder={picked ? picked.name : "Name, e-mail or phone"}
        value={text ?? picked?.name ?? unfinished}
        onChange={({ target }) => list.type(target.value)}
        onFocus={({ target }) => (autoFocus ? list.open() : target.select())}
        onClick={() => !isOpen && list.open()}
        onBlur={list.leave}
        onKeyDown={list.keys}
      />
      {isOpen && (
        <div className="absolute inset-x-0 top-full z-30 mt-1 overflow-hidden rounded-lg border border-line bg-raised shadow-dialog">
          <div
            id={listId}
            role="listbox"
            aria-label="Borrowers"
            aria-busy={!found.isCurrent}
            className="p-1 empty:hidden"
          >
            {choices.map((choice, index) => (
              <Option
                key={choice.kind === "add" ? "add" : choice.borrower.borrowerId}
                id={`${listId}-${index}`}
                choice={choice}
                isActive={index === active}
                isPicked={choice.kind === "borrower" && choice.borrower.borrowerId === picked?.borrowerId}
                onPoint={() => list.point(index)}
                onChoose={() => list.choose(choice)}
              />
            ))}
          </div>
          <p role="status" className="border-t px-3 py-1.5 text-xs text-ink-3 empty:hidden">
            {wordsOf(found, typed)}
          </p>
        </div>
      )}
    </div>
  );
}

/** What the list itself does not say. */
function wordsOf({ error, isCurrent, borrowers, more }: ReturnType<typeof useFoundBorrowers>, typed: string) {
  if (error) return refusalOf(error).message;
  if (isCurrent && borrowers.length === 0)
    return typed.trim() === "" ? "No borrowers yet." : "No borrower matches.";
  return more > 0 ? `${countText(more)} more: type on to narrow them down.` : "";
}

interface OptionProps {
  id: string;
  choice: Choice;
  isActive: boolean;
  isPicked: boolean;
  onPoint: () => void;
  onChoose: () => void;
}

function Option({ id, choice, isActive, isPicked, onPoint, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the box keeps the focus and names the active one
    // biome-ignore lint/a11y/useKeyWithClickEvents: the box hears the keys
    <div
      id={id}
      role="option"
      aria-selected={isPicked}
      onPointerMove={onPoint}
      // Before the box loses the focus and the list with it.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
      className={cn(
        "flex min-h-8 cursor-pointer items-center gap-3 rounded-sm px-2 text-sm",
        isActive && "bg-accent-wash",
      )}
    >
      {choice.kind === "add" ? (
        <span className="truncate">
          Add <span className="font-medium">“{choice.name}”</span> as a new borrower …
        </span>
      ) : (
        <>
          <span className={cn("shrink-0 truncate", isPicked ? "font-semibold" : "font-medium")}>
            {choice.borrower.name}
          </span>
          <span className="ml-auto min-w-0 truncate text-xs text-ink-3">{choice.more}</span>
        </>
      )}
    </div>
  );
}
