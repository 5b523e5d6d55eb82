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
  autoFocus?: boolean;
}

type Choice = { kind: "borrower"; borrower: PickedBorrower; more: string } | { kind: "add"; name: string };

/** What is typed, what it finds, and which of that Enter takes; null is typed while the list is closed. */
function useChoices({ onPick, onAdd }: Pick<Props, "onPick" | "onAdd">) {
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
  const choose = (choice: Choice | undefined) => {
    if (!choice) return;
    close();
    if (choice.kind === "add") onAdd?.(choice.name);
    else onPick(choice.borrower);
  };
  const chooseAwaited = useEffectEvent(() => {
    setAwaited(false);
    choose(choices[active]);
  });
  useEffect(() => {
    if (isAwaited && found.isCurrent) chooseAwaited();
  }, [isAwaited, found.isCurrent]);
  const keys = (event: KeyboardEvent) => {
    const { key } = event;
    if ((key === "ArrowDown" || key === "ArrowUp") && !isOpen) type("");
    else if (key === "ArrowDown") setAt(Math.min(active + 1, choices.length - 1));
    else if (key === "ArrowUp") setAt(Math.max(active - 1, 0));
    else if (key === "Enter" && isOpen && !event.ctrlKey && !event.metaKey) {
      if (found.isCurrent) choose(choices[active]);
      else setAwaited(true);
    } else if (key === "Escape" && isOpen) {
      event.stopPropagation();
      close();
    } else return;
    event.preventDefault();
  };
  return { text, typed, isOpen, found, choices, active, point: setAt, type, close, choose, keys };
}

/** Finds a borrower by a part of name, e-mail address or phone number; what is left half-typed goes back to who was picked. */
export function BorrowerPicker({ control, label, name, picked, onPick, onAdd, autoFocus }: Props) {
  const listId = useId();
  const { text, typed, isOpen, found, choices, active, ...list } = useChoices({ onPick, onAdd });
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
        value={text ?? picked?.name ?? ""}
        onChange={({ target }) => list.type(target.value)}
        onFocus={({ target }) => (autoFocus ? list.type("") : target.select())}
        onClick={() => !isOpen && list.type("")}
        onBlur={list.close}
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
