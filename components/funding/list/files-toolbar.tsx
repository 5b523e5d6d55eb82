"use client";

import { useQuery } from "@tanstack/react-query";
import { FILE_PATHS } from "@/server/domain/funding/model/file.ts";
import { SearchBox } from "../../shell/search-box.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/input.tsx";
import { usePausedText } from "../../ui/use-paused-text.ts";
import { isFiltered, NO_FILE_FILTERS } from "./files-url.ts";
import { PATH_WORDS } from "./list-words.ts";
import { focusFile } from "./use-file-keys.ts";
import { useFilesState } from "./use-files-state.ts";

export function FilesToolbar() {
  const trpc = useTRPC();
  const [state, change] = useFilesState();
  const { data: people = [] } = useQuery(
    trpc.session.people.queryOptions(undefined, { staleTime: 5 * 60_000 }),
  );
  const { operator } = state;
  const others = people.filter(({ email }) => email !== operator);
  const known = people.find(({ email }) => email === operator);
  return (
    <section
      aria-label="Filters"
      className="flex min-h-11 flex-wrap items-center gap-1.5 px-4 py-1.5 lg:px-6"
    >
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
      {isFiltered(state) && (
        <Button size="sm" look="quiet" onClick={() => change(NO_FILE_FILTERS)}>
          Clear all
        </Button>
      )}
    </section>
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
        if (focusFile(1)) event.preventDefault();
      }}
      className="@min-[760px]:w-64"
    />
  );
}
