/** The pages and the program around them hold modules of their own; this is what both of them see. */
const held = globalThis as { pssaasDraining?: boolean };

/** The process was told to stop. */
export function beginDraining(): void {
  held.pssaasDraining = true;
}

/** Whether nothing is to be begun any more that a stop would have to wait for, or that would find its database closed (A11). */
export function isDraining(): boolean {
  return held.pssaasDraining === true;
}
