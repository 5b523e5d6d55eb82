import { expect, it } from "vitest";
import { NOTHING_TYPED, type TypedAhead, typedWith } from "./typed-ahead.ts";

interface Press {
  key: string;
  ctrlKey?: boolean;
  altGraph?: boolean;
  isComposing?: boolean;
}

function press({ key, ctrlKey = false, altGraph = false, isComposing = false }: Press): KeyboardEvent {
  const event = { key, ctrlKey, metaKey: false, isComposing, getModifierState: () => altGraph };
  return event as unknown as KeyboardEvent;
}

function typed(presses: (string | Press)[]): TypedAhead {
  return presses.reduce<TypedAhead>((before, one) => {
    return typedWith(before, press(typeof one === "string" ? { key: one } : one)) ?? before;
  }, NOTHING_TYPED);
}

const pressed = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false });

it.each<[string, (string | Press)[], TypedAhead]>([
  ["letters are text", ["P", "S", "X", "-", " ", "?"], { text: "PSX- ?", keys: [] }],
  ["Backspace takes a whole sign back", ["a", "é", "😀", "Backspace", "Backspace"], { text: "a", keys: [] }],
  ["Backspace on nothing is nothing", ["Backspace"], NOTHING_TYPED],
  [
    "arrows and Enter come after the text",
    ["a", "ArrowDown", "Enter"],
    { text: "a", keys: [pressed("ArrowDown"), pressed("Enter")] },
  ],
  ["more text forgets what was chosen", ["a", "ArrowDown", "Enter", "b"], { text: "ab", keys: [] }],
  [
    "Ctrl and Enter stays so",
    ["a", { key: "Enter", ctrlKey: true }],
    { text: "a", keys: [pressed("Enter", true)] },
  ],
  ["what AltGr writes is text", [{ key: "@", ctrlKey: true, altGraph: true }], { text: "@", keys: [] }],
  ["a key that only holds another is nothing", ["a", "Shift"], { text: "a", keys: [] }],
])("P9.2 before the field is there, %s", (_, presses, expected) => expect(typed(presses)).toEqual(expected));

it.each<Press>([{ key: "r", ctrlKey: true }, { key: "F5" }, { key: "Tab" }, { key: "a", isComposing: true }])(
  "P9.2 $key is left to the browser",
  (one) => expect(typedWith(NOTHING_TYPED, press(one))).toBeNull(),
);
