import { type ReactNode, useId } from "react";
import { cn } from "../ui/cn.ts";

interface Props {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}

export function PanelSection({ title, aside, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="mt-5">
      <div className="flex h-7 items-center justify-between">
        <h3 id={id} className="text-sm font-semibold">
          {title}
        </h3>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** Pairs in two columns, each on one line. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-2 gap-x-6 border-t text-sm">{children}</dl>;
}

interface FactProps {
  label: string;
  children: ReactNode;
  wide?: boolean;
}

export function Fact({ label, children, wide }: FactProps) {
  return (
    <div
      className={cn("flex min-h-7 items-center justify-between gap-3 border-b py-0.5", wide && "col-span-2")}
    >
      <dt className="shrink-0 text-ink-3">{label}</dt>
      <dd className="min-w-0 truncate text-right">{children ?? <Unknown />}</dd>
    </div>
  );
}

export function Unknown() {
  return (
    <span className="text-ink-3">
      <span aria-hidden>–</span>
      <span className="sr-only">Not known</span>
    </span>
  );
}
