"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Tabs } from "radix-ui";
import { type ReactNode, useState } from "react";
import { TRACKS, type Track } from "@/server/domain/funding/model/paths.ts";
import { Button } from "../../ui/button.tsx";
import { ActionRefusal } from "./action-refusal.tsx";
import { JustCome, useIsNews } from "./just-come.ts";
import { nextIn, TrackView } from "./track-view.tsx";
import { type Path, useWorkflow } from "./workflow-context.ts";

const KEYS = Object.keys(TRACKS) as [Track, ...Track[]];
const asTrack = parseAsStringLiteral(KEYS);

/** The paths of a track, and those of none: being parked or declined concerns the whole file, whichever track one looks at. */
const ofTrack = (paths: Path[], track: Track) =>
  paths.filter((path) => path.track === track || path.track === null);

/**
 * The tracks of a client: two buttons while none is started, the other one as a link on top while one is, tabs when both are
 * (F3.4). Where only one is open, there is nothing to choose.
 */
export function Tracks() {
  const { tracks, paths } = useWorkflow().progress;
  if (tracks.length < 2) return <TrackView paths={paths} />;
  const started = tracks.filter(({ isStarted }) => isStarted);
  if (started.length === 0) return <StartButtons />;
  const [only] = started;
  if (started.length === 1 && only) {
    return (
      <>
        {tracks
          .filter(({ isStarted }) => !isStarted)
          .map(({ track, title }) => (
            <StartButton key={track} track={track} look="quiet">
              The client qualifies for {title.toLowerCase()} funding, too: start it
            </StartButton>
          ))}
        <TrackView paths={ofTrack(paths, only.track)} />
      </>
    );
  }
  return <TrackTabs />;
}

function StartButtons() {
  const { progress, file } = useWorkflow();
  return (
    <section
      aria-label="Start"
      className="rounded-lg border border-line-strong bg-sheet p-4 shadow-raised sm:p-5"
    >
      <h2 className="text-md font-semibold">Where do you begin?</h2>
      <p className="mt-1 text-sm text-ink-2">
        {file.name} qualifies for both tracks. You can start the other one at any time.
      </p>
      <div className="mt-4 grid gap-3 sm:grid-cols-2">
        {progress.tracks.map(({ track, title }) => (
          <div key={track} className="flex flex-col gap-2">
            <StartButton track={track} look="filled">
              Start {title} Funding Workflow
            </StartButton>
            <p className="text-xs text-ink-3">
              {ofTrack(progress.paths, track)
                .map((path) => path.title)
                .join(", then ")}
            </p>
          </div>
        ))}
      </div>
      <ActionRefusal />
    </section>
  );
}

interface StartProps {
  track: Track;
  look: "filled" | "quiet";
  children: ReactNode;
}

function StartButton({ track, look, children }: StartProps) {
  const { changes } = useWorkflow();
  const [, openTab] = useQueryState("track", asTrack);
  const name = `start/${track}`;
  return (
    <Button
      look={look}
      size={look === "filled" ? "lg" : "md"}
      aria-disabled={changes.underWay !== null}
      aria-busy={changes.underWay === name}
      onClick={() => changes.send(name, "startTrack", { track }, { onDone: () => void openTab(track) })}
      className={look === "quiet" ? "-ml-3 self-start text-accent" : "h-auto min-h-9 whitespace-normal"}
    >
      {children}
    </Button>
  );
}

function TrackTabs() {
  const { tracks, paths } = useWorkflow().progress;
  const [asked, openTab] = useQueryState("track", asTrack);
  const unasked = useTrackToDo();
  const isNews = useIsNews(unasked);
  const open = asked ?? unasked;
  return (
    <Tabs.Root value={open} onValueChange={(next) => void openTab(next as Track)}>
      <Tabs.List aria-label="Tracks" className="flex gap-5 border-b">
        {tracks.map(({ track, title }) => (
          <Tabs.Trigger
            key={track}
            value={track}
            className="-mb-px h-9 border-b-2 border-transparent text-sm font-medium text-ink-2 hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {title} funding
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {tracks.map(({ track }) => (
        <Tabs.Content key={track} value={track} className="pt-4">
          <JustCome value={isNews}>
            <TrackView paths={ofTrack(paths, track)} />
          </JustCome>
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}

/** What opens while nobody has chosen: the first track that has a next step, and that one until it has none and another has. */
function useTrackToDo(): Track {
  const { tracks, paths } = useWorkflow().progress;
  const [kept, keep] = useState<Track | null>(null);
  const toDo = tracks.map(({ track }) => track).filter((track) => nextIn(ofTrack(paths, track)));
  const open = kept && (toDo.length === 0 || toDo.includes(kept)) ? kept : (toDo[0] ?? tracks[0]?.track);
  if (open && open !== kept) keep(open);
  return open ?? "creative";
}
