import { countText } from "../ui/money-text.ts";

const SHOWN = 6;

/** What a colleague did to loans while their settlement was being written. */
export function StandingChanges({ title, changes }: { title: string; changes: string[] }) {
  if (changes.length === 0) return null;
  return (
    <div role="status" className="rounded-md bg-overdue-wash px-3 py-2.5 text-sm">
      <p className="font-medium">{title}</p>
      <ul className="mt-0.5 list-disc pl-4 text-ink-2">
        {changes.slice(-SHOWN).map((change) => (
          <li key={change}>{change}.</li>
        ))}
      </ul>
      {changes.length > SHOWN && (
        <p className="text-ink-2">
          And {countText(changes.length - SHOWN)} changes before these; the figures below are the present
          ones.
        </p>
      )}
    </div>
  );
}
