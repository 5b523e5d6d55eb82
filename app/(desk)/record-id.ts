import { notFound } from "next/navigation";

/** Beyond it no record has a number. */
const HIGHEST_ID = 2_147_483_647;

/** The number of a record in an address; where there cannot be such a record, nothing is at the address. */
export function recordIdIn(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text) || Number(text) > HIGHEST_ID) notFound();
  return Number(text);
}
