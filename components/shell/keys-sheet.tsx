"use client";

import { OUTCOMES } from "@/server/domain/funding/model/calls.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { CommandKey } from "../ui/submit-keys.tsx";

const KEYS: { where: string; keys: [keys: string[], does: string][] }[] = [
  {
    where: "Everywhere",
    keys: [
      [["Ctrl K", "⌘ K"], "Search and commands"],
      [["Z"], "Undo the move that was just made"],
      [["?"], "Show these keys"],
      [["Esc"], "Close what is open"],
    ],
  },
  { where: "Dashboard", keys: [[["/"], "Search the loans"]] },
  {
    where: "Loan list",
    keys: [
      [["/"], "Search; Enter or ↓ goes on to the loans"],
      [["J", "↓"], "Next loan"],
      [["K", "↑"], "Previous loan"],
      [["Enter"], "Open the loan"],
      [["Menu", "Shift F10"], "What can be done with the loan"],
      [["["], "Previous page"],
      [["]"], "Next page"],
      [["X", "Space"], "Select the loan"],
      [["Shift", "↑ ↓"], "Select on to the next loan"],
      [["Ctrl", "A"], "Select the page"],
      [["Ctrl", "Shift", "S"], "Update the status of the selected loans"],
      [["Esc"], "Select nothing"],
    ],
  },
  {
    where: "Grid",
    keys: [
      [["← ↑ ↓ →"], "Move from cell to cell; Page ↑ ↓, Home and End too"],
      [["Enter"], "Open the loan, or the loans of a trade; sort by a head"],
      [["Space"], "Select the loan; with Shift on from the last one"],
      [["Ctrl", "A"], "Select the loans that match, at most 500"],
      [["Ctrl", "Shift", "S"], "Update the status of the selected loans"],
      [["Shift", "F10"], "What can be done with the loan; filter of a column's head"],
      [["Shift", "← →"], "Move the column of a head; with Alt make it wider"],
      [["Ctrl", "Home"], "First loan; with End the last"],
      [["Ctrl", "C"], "Copy the cell"],
      [["Esc"], "Select nothing"],
    ],
  },
  {
    where: "Trades",
    keys: [
      [["/"], "Search a trade ID"],
      [["J", "↓"], "Next trade, or loan of an open one"],
      [["K", "↑"], "Previous trade or loan"],
      [["Enter", "Space"], "Open or close the trade"],
      [["["], "Previous page"],
      [["]"], "Next page"],
    ],
  },
  {
    where: "Workflow",
    keys: [
      [["mod", "Z"], "Undo in the draft"],
      [["Shift", "mod", "Z"], "Redo in the draft"],
    ],
  },
  {
    where: "Open loan",
    keys: [
      [["J"], "Next loan of the page"],
      [["K"], "Previous loan of the page"],
      [["Esc"], "Close and return to its row"],
    ],
  },
  {
    where: "Files",
    keys: [
      [["/"], "Search; Enter or ↓ goes on to the files"],
      [["J", "↓"], "Next file"],
      [["K", "↑"], "Previous file"],
      [["Enter"], "Open the file"],
      [["["], "Previous page"],
      [["]"], "Next page"],
    ],
  },
  {
    where: "Funding Queue",
    keys: [
      [["J", "↓"], "Next client"],
      [["K", "↑"], "Previous client"],
      [["N"], "Next client whom nobody has taken"],
      [["Enter"], "Take the client"],
      [["R"], "Let go of the client"],
      [[`1 – ${OUTCOMES.length}`], "How the call ended, by its number"],
      [["T"], "Write notes; Esc goes back to the keys"],
      [["U"], "Underwrite again"],
    ],
  },
  {
    where: "Funding file",
    keys: [
      [["N"], "Go to the next action; Enter does it"],
      [["Enter"], "Save the card of the funding plan; Esc takes back what was typed"],
    ],
  },
  {
    where: "Mortgages",
    keys: [
      [["/"], "Search; Enter or ↓ goes on to the mortgages"],
      [["J", "↓"], "Next mortgage"],
      [["K", "↑"], "Previous mortgage"],
      [["Enter"], "Open the mortgage"],
      [["N"], "New mortgage"],
      [["← →"], "Next month of the maturities; Enter lists it"],
      [["["], "Previous page"],
      [["]"], "Next page"],
    ],
  },
  { where: "Forms", keys: [[["mod", "Enter"], "Send, also from the notes"]] },
];

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Every key, by where it works. */
export function KeysSheet({ open, onOpenChange }: Props) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Keyboard"
      description="Single keys work when no field has the focus."
    >
      {KEYS.map(({ where, keys }) => (
        <section key={where} className="mt-4 first-of-type:mt-0">
          <h3 className="mb-1 text-xs text-ink-3">{where}</h3>
          <dl>
            {keys.map(([combination, does]) => (
              <div key={does} className="flex h-8 items-center justify-between border-t text-sm">
                <dt className="order-2 flex gap-1">
                  {combination.map((key) =>
                    key === "mod" ? <CommandKey key={key} /> : <Kbd key={key}>{key}</Kbd>,
                  )}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
