"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { useRefreshPipeline } from "../pipeline/use-refresh.ts";
import { type Outputs, useTRPC } from "../trpc/client.ts";
import { refusalOf } from "../trpc/refusal.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { useWarnBeforeLeaving } from "../ui/use-warn-before-leaving.ts";
import { CalendarPreview } from "./calendar-preview.tsx";
import { Loaded } from "./loaded.tsx";
import { Section } from "./section.tsx";
import { TimeZoneSelect } from "./time-zone-select.tsx";
import { useRefreshAdmin } from "./use-refresh-admin.ts";

export type TenantCalendar = Outputs["admin"]["calendar"];

export function Calendar() {
  const trpc = useTRPC();
  const calendar = useQuery(trpc.admin.calendar.queryOptions());
  return (
    <Section
      title="Calendar"
      about="Days begin and end, and loans grow old, by this zone and these holidays, for everybody in the tenant."
    >
      <Loaded query={calendar} what="The calendar">
        {(present) => <CalendarForm key={JSON.stringify(present)} present={present} />}
      </Loaded>
    </Section>
  );
}

function CalendarForm({ present }: { present: TenantCalendar }) {
  const trpc = useTRPC();
  const router = useRouter();
  const refresh = [useRefreshAdmin(), useRefreshPipeline()];
  const [wanted, setWanted] = useState(present);
  const isChanged =
    wanted.timeZone !== present.timeZone || wanted.holidayCalendar !== present.holidayCalendar;
  const save = useMutation(
    trpc.admin.saveCalendar.mutationOptions({
      onSuccess: async () => {
        toast.success("The calendar is changed");
        await Promise.all(refresh.map((again) => again()));
        // The shell shows moments in the tenant's zone.
        router.refresh();
      },
    }),
  );
  useWarnBeforeLeaving(save.isPending);
  const refusal = save.error ? refusalOf(save.error) : null;
  return (
    <form
      className="flex max-w-180 flex-col gap-4 px-4 lg:px-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged && !save.isPending) save.mutate(wanted);
      }}
    >
      <div className="grid gap-4 @min-[560px]:grid-cols-2">
        <Field label="Time zone">
          {(control) => (
            <TimeZoneSelect
              {...control}
              value={wanted.timeZone}
              onChange={(timeZone) => setWanted({ ...wanted, timeZone })}
            />
          )}
        </Field>
        <Field label="Holidays" help="Weekends are never business days.">
          {(control) => (
            <Select
              {...control}
              value={wanted.holidayCalendar ?? "none"}
              onChange={({ target }) =>
                setWanted({ ...wanted, holidayCalendar: target.value === "us-federal" ? "us-federal" : null })
              }
              className="h-9 w-full"
            >
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
        <Button type="submit" look="filled" disabled={!isChanged} aria-busy={save.isPending}>
          Change calendar
        </Button>
        {isChanged && <Button onClick={() => setWanted(present)}>Leave as it is</Button>}
      </div>
    </form>
  );
}
