import {
  BUREAU_SIGNS,
  BUREAU_TITLES,
  blankRow,
  type Column,
  isBlank,
  LISTS,
  type ListName,
  type Row,
} from "./columns.ts";
import { paperWord, plainWord } from "./paper-words.ts";

/**
 * Cells of a spreadsheet, put into the rows from one cell on, as a spreadsheet would; what is under them is written over. Null
 * when what is pasted is one cell, which the control takes by itself.
 */
export function withPasted(
  list: ListName,
  rows: Row[],
  at: number,
  from: string,
  pasted: string,
): Row[] | null {
  const lines = pasted.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  if (lines.length === 1 && !pasted.includes("\t")) return null;
  const { columns } = LISTS[list];
  const first = columns.findIndex(({ name }) => name === from);
  const filled = [...rows];
  for (const [down, line] of lines.entries()) {
    const row = { ...(filled[at + down] ?? blankRow(list)) };
    for (const [along, cell] of line.split("\t").entries()) {
      const column = columns[first + along];
      if (column) row[column.name] = cellOf(column, cell.trim());
    }
    filled[at + down] = row;
  }
  return filled.filter((row, index) => index < at + lines.length || !isBlank(list, row));
}

/**
 * A choice by its words, its value or what paper calls it. What is none of them stays as it was pasted, to be refused: whatever
 * were chosen instead would be a guess, and most often one in favour of the client.
 */
function cellOf({ name, kind, choices = [], initial = "" }: Column, cell: string): string {
  if (kind !== "choice" && kind !== "bureaus") return cell;
  if (cell === "") return initial;
  const bureaus = bureausIn(cell.toLowerCase());
  if (kind === "bureaus") return bureaus.join(" ") || cell;
  const word = plainWord(cell);
  const found = choices.find(({ value, says }) => word === plainWord(says) || cell === value);
  if (found) return found.value;
  const said = paperWord(name, cell);
  if (said !== undefined) return said;
  const loose = choices.find(
    ({ value }) => value !== "" && (word === plainWord(value) || value === bureaus[0]),
  );
  return loose?.value ?? cell;
}

function bureausIn(plain: string): string[] {
  const words = plain.split(/[^a-z]+/);
  return Object.entries(BUREAU_TITLES).flatMap(([bureau, title]) => {
    const names = [
      bureau,
      title.toLowerCase(),
      BUREAU_SIGNS[bureau as keyof typeof BUREAU_SIGNS].toLowerCase(),
    ];
    return names.some((name) => words.includes(name)) ? bureau : [];
  });
}
