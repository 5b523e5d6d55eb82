"use client";

import { Bookmark, ChevronDown, Users } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useActorName } from "../pipeline/actor-name.ts";
import { useSetting } from "../shell/use-setting.ts";
import { Button } from "../ui/button.tsx";
import {
  Menu,
  MenuCheck,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuRadio,
  MenuRadioGroup,
  MenuSeparator,
  MenuTrigger,
} from "../ui/dropdown-menu.tsx";
import { useGoneView, useViews, type Views } from "./use-views.ts";
import type { ViewQuestion } from "./view-dialog.tsx";
import type { SavedView, ViewedList } from "./viewed-list.ts";

// Fetched when a view is first saved or changed; opening one needs no dialog.
const ViewDialog = dynamic(() => import("./view-dialog.tsx").then((module) => module.ViewDialog), {
  ssr: false,
});

/** The saved views of a list, and what can be done with the one that is open (P9.3). */
export function ViewsMenu({ of }: { of: ViewedList }) {
  const views = useViews(of);
  useGoneView(of);
  const [question, setQuestion] = useState<ViewQuestion | null>(null);
  const [hasAsked, setAsked] = useState(false);
  if (question !== null && !hasAsked) setAsked(true);
  const { current, isChanged } = views;
  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <Button size="sm" className="max-w-56">
            <Bookmark aria-hidden />
            <span className="truncate">{current ? current.name : "Views"}</span>
            {isChanged && <span className="font-normal text-ink-3">changed</span>}
            <ChevronDown aria-hidden className="text-ink-3" />
          </Button>
        </MenuTrigger>
        <MenuContent align="start" className="w-72">
          <Choices of={of} views={views} />
          <MenuSeparator />
          <MenuItem onSelect={() => setQuestion({ kind: "new" })}>Save as a new view …</MenuItem>
          {current && <OfCurrent of={of} view={current} isChanged={isChanged} onAsk={setQuestion} />}
        </MenuContent>
      </Menu>
      {hasAsked && (
        <ViewDialog of={of} question={question} onAsk={setQuestion} onClose={() => setQuestion(null)} />
      )}
    </>
  );
}

function Choices({ of, views: { mine, shared, current } }: { of: ViewedList; views: Views }) {
  const all = [...mine, ...shared];
  return (
    <MenuRadioGroup
      value={String(current?.viewId ?? "")}
      onValueChange={(id) => of.show(all.find(({ viewId }) => String(viewId) === id) ?? null)}
    >
      <MenuRadio value="">All {of.title.toLowerCase()}</MenuRadio>
      {mine.length > 0 && <MenuLabel>Mine</MenuLabel>}
      {mine.map((view) => (
        <Choice key={view.viewId} view={view} />
      ))}
      {shared.length > 0 && <MenuLabel>Shared by others</MenuLabel>}
      {shared.map((view) => (
        <Choice key={view.viewId} view={view} />
      ))}
    </MenuRadioGroup>
  );
}

function Choice({ view: { viewId, name, owner, isMine, isShared } }: { view: SavedView }) {
  const actorName = useActorName();
  return (
    <MenuRadio value={String(viewId)}>
      <span className="truncate">{name}</span>
      {isMine ? (
        isShared && (
          <span className="ml-auto text-ink-3">
            <Users aria-hidden className="size-3.5" />
            <span className="sr-only">shared</span>
          </span>
        )
      ) : (
        <span className="ml-auto shrink-0 text-xs text-ink-3">{actorName(owner)}</span>
      )}
    </MenuRadio>
  );
}

function OfCurrent({
  of,
  view,
  isChanged,
  onAsk,
}: {
  of: ViewedList;
  view: SavedView;
  isChanged: boolean;
  onAsk: (question: ViewQuestion) => void;
}) {
  const [defaultView, setDefaultView] = useSetting(of.opensWith);
  const isDefault = defaultView === view.viewId;
  return (
    <>
      {isChanged && view.mayChange && (
        <MenuItem onSelect={() => onAsk({ kind: "replace", view })}>Save over “{view.name}” …</MenuItem>
      )}
      {view.mayChange && (
        <MenuItem onSelect={() => onAsk({ kind: "edit", view })}>Rename, share or delete …</MenuItem>
      )}
      <MenuCheck checked={isDefault} onCheckedChange={() => setDefaultView(isDefault ? null : view.viewId)}>
        {of.title} opens with this view
      </MenuCheck>
    </>
  );
}
