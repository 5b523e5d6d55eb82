/** Why a press is not taken yet: what is asked about has become another a moment ago. */
export function JustChanged() {
  return <p className="mr-auto text-sm text-ink-2">Changed just now: have a look first.</p>;
}
