import { countText } from "../ui/money-text.ts";

interface Props {
  count: number;
  /** What is counted, one of them and several. */
  of: readonly [one: string, several: string];
  /** Only those that match are counted. */
  filtered: boolean;
}

/** How many rows a list has, beside its title; told when it changes. */
export function ListCount({ count, of: [one, several], filtered }: Props) {
  return (
    <span role="status" className="figures">
      <span className="font-semibold text-ink">{countText(count)}</span> {count === 1 ? one : several}
      {filtered && (count === 1 ? " matches" : " match")}
    </span>
  );
}
