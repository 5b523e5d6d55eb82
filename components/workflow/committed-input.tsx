"use client";

import { type ComponentProps, useState } from "react";
import { Input } from "../ui/input.tsx";
import { useDesigner } from "./designer-context.ts";

interface Props extends Omit<ComponentProps<typeof Input>, "value" | "onChange" | "onBlur"> {
  value: string;
  /** What of a typed text is let in. */
  accepts?: RegExp;
  onCommit: (text: string) => void;
}

/** A field of a draft: what is typed counts when one leaves it or presses Enter; Escape takes it back. */
export function CommittedInput({ value, accepts, onCommit, ...props }: Props) {
  const { undo, redo } = useDesigner();
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    if (typed !== null && typed !== value) onCommit(typed);
    setTyped(null);
  };
  return (
    <Input
      {...props}
      value={typed ?? value}
      autoComplete="off"
      onChange={({ target }) => {
        if (!accepts || accepts.test(target.value)) setTyped(target.value);
      }}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
        // While nothing is typed here, the browser has nothing to undo, and the draft has.
        if (typed === null && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
          event.preventDefault();
          if (event.shiftKey) redo();
          else undo();
        }
        if (event.key === "Escape" && typed !== null) {
          event.stopPropagation();
          setTyped(null);
        }
      }}
    />
  );
}
