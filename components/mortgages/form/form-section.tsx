import { type ReactNode, useId } from "react";

interface Props {
  title: string;
  says?: ReactNode;
  children: ReactNode;
}

/** Fields that belong together, beside what they are about. */
export function FormSection({ title, says, children }: Props) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend cannot stand beside its fields
    <div
      role="group"
      aria-labelledby={id}
      className="grid gap-x-8 gap-y-3 border-b py-5 first-of-type:pt-1 last-of-type:border-b-0 @min-[680px]:grid-cols-[9rem_minmax(0,1fr)]"
    >
      <div>
        <h2 id={id} className="text-base font-semibold">
          {title}
        </h2>
        {says && <p className="mt-0.5 text-xs text-ink-3">{says}</p>}
      </div>
      <div className="grid grid-cols-2 items-start gap-x-4 gap-y-3">{children}</div>
    </div>
  );
}
