import { type ReactNode, useId } from "react";

interface Props {
  title: string;
  /** A sentence on what it is for. */
  about: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}

/** A part of an administrator's page: what it is, its one action, and its list. */
export function Section({ title, about, aside, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="pt-5 pb-4">
      <div className="flex items-end justify-between gap-4 px-4 pb-3 lg:px-6">
        <div className="min-w-0 max-w-180">
          <h2 id={id} className="text-md font-semibold">
            {title}
          </h2>
          <p className="text-sm text-ink-2">{about}</p>
        </div>
        {aside}
      </div>
      {children}
    </section>
  );
}
