import { Check, CircleDashed, Hourglass, UserRound } from "lucide-react";
import type { Standing } from "./decision-words.ts";

const GLYPHS: Record<Standing, typeof Check> = {
  yes: Check,
  after: Hourglass,
  no: CircleDashed,
  person: UserRound,
};

const TONES: Record<Standing, string> = {
  yes: "text-gain",
  after: "text-accent",
  no: "text-ink-3",
  person: "text-overdue",
};

/** The shape of a decision, beside its words. */
export function StandingGlyph({ standing }: { standing: Standing }) {
  const Glyph = GLYPHS[standing];
  return <Glyph aria-hidden className={`size-3.5 shrink-0 ${TONES[standing]}`} />;
}
