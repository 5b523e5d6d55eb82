"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../trpc/client.ts";
import type { ControlProps } from "../ui/field.tsx";
import { Select } from "../ui/input.tsx";

/** Where the desks are; the others stand below. */
const UNITED_STATES: [zone: string, name: string][] = [
  ["America/New_York", "Eastern, New York"],
  ["America/Chicago", "Central, Chicago"],
  ["America/Denver", "Mountain, Denver"],
  ["America/Phoenix", "Mountain without summer time, Phoenix"],
  ["America/Los_Angeles", "Pacific, Los Angeles"],
  ["America/Anchorage", "Alaska, Anchorage"],
  ["Pacific/Honolulu", "Hawaii, Honolulu"],
];

interface Props extends ControlProps {
  value: string;
  onChange: (timeZone: string) => void;
}

export function TimeZoneSelect({ value, onChange, ...control }: Props) {
  const trpc = useTRPC();
  const { data = [] } = useQuery(
    trpc.admin.timeZones.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }),
  );
  const near = UNITED_STATES.map(([zone]) => zone);
  // The one in force is there at once, and also when it is none of the list.
  const others = [...new Set([value, ...data])].filter((zone) => !near.includes(zone)).sort();
  return (
    <Select
      {...control}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      className="h-9 w-full"
    >
      <optgroup label="United States">
        {UNITED_STATES.map(([zone, name]) => (
          <option key={zone} value={zone}>
            {name}
          </option>
        ))}
      </optgroup>
      {others.length > 0 && (
        <optgroup label="Elsewhere">
          {others.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </optgroup>
      )}
    </Select>
  );
}
