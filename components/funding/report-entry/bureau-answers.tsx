import { useState } from "react";
import { BUREAUS, type Bureau } from "@/server/domain/funding/model/credit-report.ts";
import { Button } from "../../ui/button.tsx";
import { Input, Select } from "../../ui/input.tsx";
import { BUREAU_TITLES } from "./columns.ts";
import { answerWithScore, type EntryName, type EntryValues } from "./typed-report.ts";

interface Props {
  values: EntryValues;
  errors: Record<string, string>;
  onChange: (changed: Answers) => void;
}

const ANSWERS = {
  "": "Not in the report",
  hit: "Found",
  no_hit: "Not found",
  freeze: "Frozen",
  error: "Did not answer",
};

type Answers = Partial<Record<EntryName, string>>;

const NOBODY_FOUND: Answers = Object.fromEntries(
  BUREAUS.flatMap((bureau) => [
    [`answer.${bureau}`, "no_hit"],
    [`score.${bureau}`, ""],
  ]),
);
const NAMES = Object.keys(NOBODY_FOUND) as EntryName[];

/** What each bureau answered, and its score. Who has a score was found. */
export function BureauAnswers({ values, errors, onChange }: Props) {
  const isAnswered = BUREAUS.some((bureau) => values[`answer.${bureau}`] !== "");
  const some = isAnswered ? undefined : errors.repositories;
  return (
    <fieldset>
      <legend className="text-sm font-medium">What each bureau answered</legend>
      <NobodyFound values={values} onChange={onChange} />
      <div className="mt-1.5 grid gap-x-6 gap-y-2 lg:grid-cols-3">
        {BUREAUS.map((bureau, at) => (
          <Answer
            key={bureau}
            {...{ bureau, values, errors, onChange }}
            isMissing={at === 0 && some !== undefined}
          />
        ))}
      </div>
      {some && (
        <p id="bureaus-wrong" className="mt-1 text-sm text-danger">
          Type a score, or choose what a bureau answered.
        </p>
      )}
    </fieldset>
  );
}

/** Says it of every bureau at once. What stood there before can be had back while nothing else was said since. */
function NobodyFound({ values, onChange }: Pick<Props, "values" | "onChange">) {
  const [before, setBefore] = useState<Answers | null>(null);
  const isSaid = NAMES.every((name) => values[name] === NOBODY_FOUND[name]);
  const press = () => {
    if (isSaid && before) return onChange(before);
    setBefore(Object.fromEntries(NAMES.map((name) => [name, values[name]])));
    onChange(NOBODY_FOUND);
  };
  return (
    <Button look="quiet" size="sm" className="float-right -mt-6" onClick={press}>
      {isSaid && before ? "Undo: the answers as they were" : "No bureau found the client"}
    </Button>
  );
}

function Answer({
  bureau,
  values,
  errors,
  onChange,
  isMissing,
}: Props & { bureau: Bureau; isMissing: boolean }) {
  const score = values[`score.${bureau}`];
  const answer = values[`answer.${bureau}`];
  const problem = errors[`score.${bureau}`] ?? errors[`answer.${bureau}`];
  const typed = (text: string) =>
    onChange({ [`score.${bureau}`]: text, [`answer.${bureau}`]: answerWithScore(answer, text) });
  return (
    <div>
      <div className="flex items-center gap-2">
        <span className="w-22 shrink-0 text-sm text-ink-2">{BUREAU_TITLES[bureau]}</span>
        <Input
          name={`score.${bureau}`}
          aria-label={`${BUREAU_TITLES[bureau]} score`}
          value={score}
          onChange={(event) => typed(event.target.value)}
          inputMode="numeric"
          autoComplete="off"
          placeholder="Score"
          maxLength={3}
          {...(problem || isMissing
            ? { "aria-invalid": true, "aria-describedby": problem ? `${bureau}-wrong` : "bureaus-wrong" }
            : {})}
          className="figures h-8 w-18 text-right text-sm"
        />
        <Select
          name={`answer.${bureau}`}
          aria-label={`${BUREAU_TITLES[bureau]} answer`}
          value={answer}
          onChange={(event) => onChange({ [`answer.${bureau}`]: event.target.value })}
          className="min-w-0 flex-1"
        >
          {Object.entries(ANSWERS).map(([value, says]) => (
            <option key={value} value={value}>
              {says}
            </option>
          ))}
        </Select>
      </div>
      {problem && (
        <p id={`${bureau}-wrong`} className="mt-1 text-sm text-danger">
          {BUREAU_TITLES[bureau]} score {problem}.
        </p>
      )}
    </div>
  );
}
