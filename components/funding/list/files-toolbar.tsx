"use client";

import { useQuery } from "@tanstack/react-query";
import { FILE_OUTCOMES, FILE_PATHS, FILE_REASONS } from "@/server/domain/funding/model/file.ts";
import { SearchBox } from "../../shell/search-box.tsx";
import { focusRow } from "../../shell/use-row-keys.ts";
import { useTRPC } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/input.tsx";
import { usePausedText } from "../../ui/use-paused-text.ts";
import { isFiltered, NO_FILE_FILTERS } from "./files-url.ts";
import { AGES, OUTCOME_WORDS, PATH_WORDS, REASON_CHOICES, STEP_CHOICES } from "./list-words.ts";
import { useFilesState } from "./use-files-state.ts";

export function FilesToolbar() {
  const [state, change] = useFilesState();
  return (
    <section
      aria-label="Filters"
      className="flex min-h-11 flex-wrap items-center gap-1.5 px-4 py-1.5 lg:px-6"
    >
      <OutcomeFilter />
      <Select
        aria-label="Way"
        value={state.path ?? ""}
        onChange={({ target }) => change({ path: FILE_PATHS.find((path) => path === target.value) ?? null })}
        className="h-7 text-xs"
      >
        <option value="">Every way</option>
        {FILE_PATHS.map((path) => (
          <option key={path} value={path}>
            {PATH_WORDS[path]}
          </option>
        ))}
      </Select>
      <GroupedSelect
        label="Next step"
        every="Every next step"
        groups={STEP_CHOICES}
        value={state.step}
        onChange={(step) => change({ step })}
      />
      <GroupedSelect
        label="Reason"
        every="Every reason"
        groups={REASON_CHOICES}
        value={state.reason}
        onChange={(reason) => change({ reason: FILE_REASONS.find((one) => one === reason) ?? null })}
      />
      <Select
        aria-label="Waiting"
        value={state.age ?? ""}
        onChange={({ target }) => change({ age: AGES.find((days) => String(days) === target.value) ?? null })}
        className="h-7 text-xs"
      >
        <option value="">However long</option>
        {AGES.map((days) => (
          <option key={days} value={days}>
            {days === 1 ? "Waiting a day or more" : `Waiting ${days} days or more`}
          </option>
        ))}
      </Select>
      <OperatorFilter />
      {isFiltered(state) && (
        <Button size="sm" look="quiet" onClick={() => change(NO_FILE_FILTERS)}>
          Clear all
        </Button>
      )}
    </section>
  );
}

function OutcomeFilter() {
  const [state, change] = useFilesState();
  return (
    <Select
      aria-label="Open or finished"
      value={state.outcome ?? ""}
      onChange={({ target }) =>
        change({ outcome: FILE_OUTCOMES.find((outcome) => outcome === target.value) ?? null })
      }
      className="h-7 text-xs"
    >
      <option value="">Open and finished</option>
      {FILE_OUTCOMES.map((outcome) => (
        <option key={outcome} value={outcome}>
          {OUTCOME_WORDS[outcome]}
        </option>
      ))}
    </Select>
  );
}

function OperatorFilter() {
  const trpc = useTRPC();
  const [{ operator }, change] = useFilesState();
  const { data: people = [] } = useQuery(
    trpc.session.people.queryOptions(undefined, { staleTime: 5 * 60_000 }),
  );
  const others = people.filter(({ email }) => email !== operator);
  const known = people.find(({ email }) => email === operator);
  return (
    <Select
      aria-label="Operator"
      value={operator ?? ""}
      onChange={({ target }) => change({ operator: target.value === "" ? null : target.value })}
      className="h-7 text-xs"
    >
      <option value="">Every operator</option>
      {operator !== null && <option value={operator}>{known?.name ?? operator}</option>}
      {others.map(({ email, name }) => (
        <option key={email} value={email}>
          {name}
        </option>
      ))}
    </Select>
  );
}

interface GroupedProps {
  label: string;
  every: string;
  groups: typeof STEP_CHOICES;
  value: string | null;
  onChange: (value: string | null) => void;
}

function GroupedSelect({ label, every, groups, value, onChange }: GroupedProps) {
  return (
    <Select
      aria-label={label}
      value={value ?? ""}
      onChange={({ target }) => onChange(target.value === "" ? null : target.value)}
      className="h-7 max-w-44 text-xs"
    >
      <option value="">{every}</option>
      {groups.map((group) => (
        <optgroup key={group.label} label={group.label}>
          {group.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </optgroup>
      ))}
    </Select>
  );
}

/** Finds a file by a part of name, e-mail address or phone number. */
export function FilesSearch() {
  const [{ q }, change] = useFilesState();
  const [text, type] = usePausedText(q, (next) => change({ q: next ?? "" }));
  return (
    <SearchBox
      label="Search files"
      placeholder="Name, e-mail, phone"
      maxLength={200}
      value={text}
      onType={type}
      onKey={(event) => {
        if (event.key !== "Enter" && event.key !== "ArrowDown") return;
        if (focusRow("data-file-row", 1)) event.preventDefault();
      }}
      className="@min-[760px]:w-64"
    />
  );
}
