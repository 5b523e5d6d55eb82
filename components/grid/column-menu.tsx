"use client";

import { ArrowDown, ArrowUp, EyeOff, Pin, PinOff } from "lucide-react";
import type { ReactNode } from "react";
import type { LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import { useListState } from "../pipeline/use-list-state.ts";
import { Button } from "../ui/button.tsx";
import { clearing, formOf, isNarrowed } from "./column-filter.ts";
import { ChoiceFilter, RangeFilter, TextFilter } from "./column-filter-forms.tsx";
import { useGridTools } from "./grid-context.ts";
import { shownFields } from "./grid-layout.ts";

const FORMS = { text: TextFilter, range: RangeFilter, choice: ChoiceFilter };

/** What can be done with a column: its filter first, then its order, then where it stands. */
export function ColumnMenu({ field, onDone }: { field: LoanField; onDone: () => void }) {
  const [state, change] = useListState();
  const Filter = FORMS[formOf(field)];
  const sort = (dir: "asc" | "desc") => {
    change({ sort: field, dir });
    onDone();
  };
  return (
    <>
      <Filter field={field} onDone={onDone} />
      {isNarrowed(state, field) && (
        <Button
          size="sm"
          look="quiet"
          className="mt-2"
          onClick={() => {
            change(clearing(state, field));
            onDone();
          }}
        >
          Clear this filter
        </Button>
      )}
      <div className="-mx-3 mt-3 border-t px-2 pt-2">
        <Line glyph={<ArrowUp aria-hidden />} onPress={() => sort("asc")}>
          Sort ascending
        </Line>
        <Line glyph={<ArrowDown aria-hidden />} onPress={() => sort("desc")}>
          Sort descending
        </Line>
        <Placing field={field} onDone={onDone} />
      </div>
    </>
  );
}

function Placing({ field, onDone }: { field: LoanField; onDone: () => void }) {
  const { layout, place } = useGridTools();
  const pinned = layout.find((column) => column.field === field)?.pinned ?? null;
  const put = (how: Parameters<typeof place>[1]) => () => {
    place(field, how);
    onDone();
  };
  return (
    <>
      {pinned !== "left" && (
        <Line glyph={<Pin aria-hidden className="rotate-45" />} onPress={put({ pinned: "left" })}>
          Pin to the left
        </Line>
      )}
      {pinned !== "right" && (
        <Line glyph={<Pin aria-hidden className="-rotate-45" />} onPress={put({ pinned: "right" })}>
          Pin to the right
        </Line>
      )}
      {pinned !== null && (
        <Line glyph={<PinOff aria-hidden />} onPress={put({ pinned: null })}>
          Unpin
        </Line>
      )}
      {shownFields(layout).length > 1 && (
        <Line glyph={<EyeOff aria-hidden />} onPress={put({ hidden: true })}>
          Hide this column
        </Line>
      )}
    </>
  );
}

function Line({ glyph, onPress, children }: { glyph: ReactNode; onPress: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={onPress}
      className="flex h-8 w-full items-center gap-2 rounded-sm px-2 text-left text-sm hover:bg-hover [&>svg]:size-3.5 [&>svg]:text-ink-3"
    >
      {glyph}
      {children}
    </button>
  );
}
