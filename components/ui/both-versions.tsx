import { Button } from "./button.tsx";

/** A fact that one side changed or both did, as text. */
export interface ConflictRow {
  label: string;
  /** Undefined where I changed nothing. */
  mine: string | undefined;
  theirs: string;
}

interface Props {
  /** Who changed what, and when: "Ann changed this file 2 min ago,". */
  who: string;
  rows: ConflictRow[];
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** Both versions, side by side, where somebody else was quicker. What was typed stays in the form. */
export function BothVersions({ who, rows, onKeepMine, onTakeTheirs }: Props) {
  return (
    <div role="alert" className="rounded-md border border-line-strong bg-canvas p-3 text-sm">
      <p className="font-medium">{who} while you were editing</p>
      <p className="text-ink-2">Nothing was saved. Compare, then choose.</p>
      <table className="mt-2 w-full table-fixed text-left">
        <thead className="text-ink-3 text-xs">
          <tr>
            {["Fact", "Yours", "Theirs, now"].map((head) => (
              <th key={head} scope="col" className="py-1 font-normal">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, mine, theirs }) => (
            <tr key={label} className="align-top [&>*]:border-t [&>*]:py-1">
              <th scope="row" className="pr-2 font-normal text-ink-2">
                {label}
              </th>
              <td className="figures break-words pr-2 font-medium">
                {mine ?? <span className="font-normal text-ink-3">left as it was</span>}
              </td>
              <td className="figures break-words">{theirs}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="mt-3 flex gap-2">
        <Button size="sm" onClick={onKeepMine}>
          Save mine
        </Button>
        <Button size="sm" onClick={onTakeTheirs}>
          Take theirs
        </Button>
      </div>
    </div>
  );
}
