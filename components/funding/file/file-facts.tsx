import type { Outputs } from "../../trpc/client.ts";

/** The person, what their credit says, and what was decided of it (F8.1). */
export function FileFacts({ file }: { file: Outputs["funding"]["file"] }) {
  return (
    <section aria-label="Facts">
      <p className="text-sm text-ink-2">{file.email}</p>
    </section>
  );
}
