"use client";

import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { StatusGlyph } from "../pipeline/status-glyph.tsx";
import { submitOnCommandEnter } from "../pipeline/submit-key.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { useDesigner } from "./designer-context.ts";
import { InspectorTitle } from "./inspector.tsx";

/** A move of the draft: a status can be inserted into it, or it goes. */
export function MoveInspector({ from, to }: { from: string; to: string }) {
  const { lookOf, nameOf, edit, select } = useDesigner();
  const [name, setName] = useState("");
  return (
    <div className="flex flex-col gap-4">
      <InspectorTitle>
        <StatusGlyph look={lookOf(from)} className="size-4" />
        <span className="truncate">{nameOf(from)}</span>
        <ArrowRight aria-label="to" className="size-4 shrink-0 text-ink-3" />
        <StatusGlyph look={lookOf(to)} className="size-4" />
        <span className="truncate">{nameOf(to)}</span>
      </InspectorTitle>
      <form
        className="flex items-end gap-2"
        onKeyDown={submitOnCommandEnter}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "") edit({ do: "insert", name, from, to });
        }}
      >
        <Field label="Insert a status here" className="min-w-0 flex-1">
          {({ "aria-required": _, ...control }) => (
            <Input
              {...control}
              value={name}
              maxLength={60}
              autoComplete="off"
              placeholder="Its name"
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <Button type="submit" size="lg" disabled={name.trim() === ""}>
          Insert
        </Button>
      </form>
      <div className="flex flex-wrap gap-2 border-t pt-3">
        <Button onClick={() => edit({ do: "allow", from, to, allowed: false })}>Drop this move</Button>
        <Button look="quiet" onClick={() => select({ code: from })}>
          Edit {nameOf(from)}
        </Button>
      </div>
    </div>
  );
}
