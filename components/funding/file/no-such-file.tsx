import { NoSuchRecord } from "../../shell/no-such-record.tsx";
import { refusalOf } from "../../trpc/refusal.ts";

/** Whether asking for a file failed since there is none, and not for a reason that may pass. */
export function isNoSuchFile(error: unknown): boolean {
  return Boolean(error) && refusalOf(error).code === "FILE_NOT_FOUND";
}

export function NoSuchFile({ fileId }: { fileId: number }) {
  return (
    <NoSuchRecord what={`file ${fileId}`} list={{ href: "/funding", label: "All files" }}>
      The link may be old, or of another tenant.
    </NoSuchRecord>
  );
}
