"use client";

import type { Route } from "next";
import { useActorName } from "../../pipeline/actor-name.ts";
import { useSession } from "../../shell/session.tsx";
import { cn } from "../../ui/cn.ts";
import { RowLink } from "../../ui/row-link.tsx";
import { todayIn } from "../../ui/time-text.ts";
import { FILE_COLUMNS, type ListedFile } from "./file-columns.tsx";

/** One line; all of it leads to the file. */
export function FileRow({ file }: { file: ListedFile }) {
  const actorName = useActorName();
  const { timeZone } = useSession();
  const shown = { actorName, timeZone, today: todayIn(timeZone) };
  return (
    <tr className="relative h-[36px] hover:bg-row has-[[data-file-row]:focus-visible]:bg-row">
      {FILE_COLUMNS.map(({ label, right, className, cell }) => (
        <td
          key={label}
          className={cn("truncate border-b px-2 leading-4.5", right && "text-right", className)}
        >
          {cell ? (
            cell(file, shown)
          ) : (
            <RowLink
              href={`/funding/${file.fileId}` as Route}
              data-file-row={file.fileId}
              className="rounded-sm font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
            >
              {file.name}
            </RowLink>
          )}
        </td>
      ))}
    </tr>
  );
}
