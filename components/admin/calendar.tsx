"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { toast } from "sonner";
import { submitOnCommandEnter } from "../pipeline/submit-key.ts";
import { useRefreshPipeline } from "../pipeline/use-refresh.ts";
import { type Outputs, useTRPC } from "../trpc/client.ts";
import { refusalOf, type ShownRefusal } from "../trpc/refusal.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { discardDraft, sayDraftKept, seenByDraft, useDraft } from "../ui/use-draft.ts";
import { useSendOnce } from "../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../ui/use-warn-before-leaving.ts";
import { CalendarPreview } from "./calendar-preview.tsx";
import { Loaded } from "./loaded.tsx";
import { Section } from "./section.tsx";
import { TimeZoneSelect } from "./time-zone-select.tsx";
import { useRefreshAdmin } from "./use-refresh-admin.ts";

export type TenantCalendar = Outputs["admin"]["calendar"];

const DRAFT = "calendar";

/** Whoever leaves the page by a link or a key finds what they chose when they come back, and hears so. */
function useKeptOnLeaving(): void {
  useEffect(
    () => () => {
      if (seenByDraft(DRAFT)) sayDraftKept();
    },
    [],
  );
}

export function Calendar() {
  const trpc = useTRPC();
  const calendar = useQuery(trpc.admin.calendar.queryOptions());
  const save = useSaveCalendar();
  useKeptOnLeaving();
  return (
    <Section
      title="Calendar"
      about="Days begin and end, and loans grow old, by this zone and these holidays, for everybody in the tenant."
    >
      <Loaded query={calendar} what="The calendar">
        {(present) => (
          // What is chosen stays while the calendar that it is compared with becomes another.
          <CalendarForm
            key={JSON.stringify(present)}
            present={present}
            isPending={save.isPending}
            refusal={save.error && refusalOf(save.error)}
            onSave={(wanted) => save.mutateAsync({ ...wanted, seen: present })}
            onDiscard={save.reset}
          />
        )}
      </Loaded>
    </Section>
  );
}

function useSaveCalendar() {
  const trpc = useTRPC();
  const router = useRouter();
  const refresh = [useRefreshAdmin(), useRefreshPipeline()];
  const save = useMutation(
    trpc.admin.saveCalendar.mutationOptions({
      onSuccess: async () => {
        toast.success("The calendar is changed");
        await Promise.all(refresh.map((again) => again()));
        discardDraft(DRAFT);
        // The shell shows moments in the tenant's zone.
        router.refresh();
      },
      onError: () => Promise.all(refresh.map((again) => again())),
    }),
  );
  useWarnBeforeLeaving(save.isPending);
  return save;
}

interface FormProps {
  present: TenantCalendar;
  isPending: boolean;
  refusal: ShownRefusal | null;
  onSave: (wanted: TenantCalendar) => Promise<unknown>;
  onDiscard: () => void;
}

function CalendarForm({ present, isPending, refusal, onSave, onDiscard }: FormProps) {
  const draft = useDraft(
    DRAFT,
    { timeZone: present.timeZone, holidayCalendar: present.holidayCalendar ?? "none" },
    present,
  );
  const wanted: TenantCalendar = {
    timeZone: draft.values.timeZone,
    holidayCalendar: draft.values.holidayCalendar === "us-federal" ? "us-federal" : null,
  };
  const isChanged =
    wanted.timeZone !== present.timeZone || wanted.holidayCalendar !== present.holidayCalendar;
  const send = useSendOnce(onSave);
  const discard = () => {
    draft.discard();
    onDiscard();
  };
  return (
    <form
      className="flex max-w-180 flex-col gap-4 px-4 lg:px-6"
      onKeyDown={submitOnCommandEnter}
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged) send(wanted);
      }}
    >
      {draft.isOfferedAgain && isChanged && !refusal && (
        <p role="status" className="text-sm text-ink-2">
          What you chose before is here again; it is not saved yet.
        </p>
      )}
      <div className="grid gap-4 @min-[560px]:grid-cols-2">
        <Field label="Time zone">
          {(control) => (
            <TimeZoneSelect
              {...control}
              value={wanted.timeZone}
              onChange={(timeZone) => draft.change({ timeZone })}
            />
          )}
        </Field>
        <Field label="Holidays" help="Weekends are never business days.">
          {(control) => (
            <Select {...control} {...draft.field("holidayCalendar")} className="h-9 w-full">
              <option value="none">None</option>
              <option value="us-federal">US federal holidays</option>
            </Select>
          )}
        </Field>
      </div>
      {isChanged && <CalendarPreview wanted={wanted} />}
      {refusal && (
        <Notice title={refusal.message} requestId={refusal.requestId}>
          What you chose is still here.
        </Notice>
      )}
      <div className="flex gap-2">
        <Button type="submit" look="filled" disabled={!isChanged} aria-busy={isPending}>
          Change calendar
        </Button>
        {(isChanged || draft.isTyped) && <Button onClick={discard}>Leave as it is</Button>}
      </div>
    </form>
  );
}
