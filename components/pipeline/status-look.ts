/**
 * How a status looks: a tone and a shape, so that it is told apart without colour. The source's seven have their own;
 * a tenant's custom statuses take theirs from a reserved set, in the order of the workflow.
 */
export type Tone =
  | "neutral"
  | "blue"
  | "violet"
  | "green"
  | "red"
  | "amber"
  | "magenta"
  | "olive"
  | "copper"
  | "plum"
  | "steel";

export type Shape =
  | "ring"
  | "half"
  | "three-quarters"
  | "check"
  | "cross"
  | "back"
  | "bang"
  | "square"
  | "hexagon"
  | "pentagon"
  | "bars";

export interface StatusLook {
  tone: Tone;
  shape: Shape;
}

const KNOWN: Record<string, StatusLook> = {
  purchased: { tone: "neutral", shape: "ring" },
  in_transit: { tone: "blue", shape: "half" },
  delivered: { tone: "violet", shape: "three-quarters" },
  settled: { tone: "green", shape: "check" },
  rejected: { tone: "red", shape: "cross" },
  returned: { tone: "amber", shape: "back" },
  disputed: { tone: "magenta", shape: "bang" },
};

const RESERVED: StatusLook[] = [
  { tone: "steel", shape: "square" },
  { tone: "copper", shape: "hexagon" },
  { tone: "olive", shape: "pentagon" },
  { tone: "plum", shape: "bars" },
  { tone: "steel", shape: "hexagon" },
  { tone: "copper", shape: "pentagon" },
  { tone: "olive", shape: "bars" },
  { tone: "plum", shape: "square" },
];

const UNKNOWN: StatusLook = { tone: "neutral", shape: "square" };

/** A status that the source does not have. */
export function isCustom(code: string): boolean {
  return !Object.hasOwn(KNOWN, code);
}

/** The look of every status of a workflow, given its codes in order. */
export function statusLooks(codes: string[]): Map<string, StatusLook> {
  const looks = new Map<string, StatusLook>();
  let custom = 0;
  for (const code of codes) {
    const known = Object.hasOwn(KNOWN, code) ? KNOWN[code] : undefined;
    looks.set(code, known ?? RESERVED[custom % RESERVED.length] ?? UNKNOWN);
    if (!known) custom += 1;
  }
  return looks;
}

/** A status that the workflow no longer has, e.g. in old history. */
export function lookOutsideWorkflow(code: string): StatusLook {
  return Object.hasOwn(KNOWN, code) ? (KNOWN[code] ?? UNKNOWN) : UNKNOWN;
}
