"use client";

import { ActionRefusal } from "./action-refusal.tsx";
import { JustCome, useIsJustCome, useIsNews } from "./just-come.ts";
import { PathView } from "./path-view.tsx";
import { type Path, useWorkflow } from "./workflow-context.ts";

/** The path whose step is the next one. */
export function nextIn(paths: Path[]): Path | undefined {
  return paths.find(({ state, next }) => state === "active" && next !== null);
}

/** The paths of a track in their order; the first that can go on has the one card. */
export function TrackView({ paths }: { paths: Path[] }) {
  const { changes } = useWorkflow();
  const current = nextIn(paths);
  const isOtherTrack = useIsJustCome();
  const isNews = useIsNews(current ? `${current.path} ${current.next?.id}` : "");
  const isOfRow = changes.refused !== null && /^(card|effect)\//.test(changes.refused.name);
  return (
    <JustCome value={isNews || isOtherTrack}>
      <div className="flex flex-col gap-5">
        {!isOfRow && <ActionRefusal />}
        {paths.map((path) => (
          <PathView key={path.path} path={path} current={stepOf(path, current)} />
        ))}
      </div>
    </JustCome>
  );
}

/** The very object that stands among the path's steps. */
function stepOf(path: Path, current: Path | undefined) {
  if (path !== current) return null;
  return path.steps.find(({ id }) => id === path.next?.id) ?? null;
}
