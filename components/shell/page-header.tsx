import type { ReactNode } from "react";

interface Props {
  title: string;
  /** The one number that matters here. */
  figure?: ReactNode;
  /** The one main action. */
  action?: ReactNode;
}

export function PageHeader({ title, figure, action }: Props) {
  return (
    <header className="sticky top-0 z-20 flex h-14 items-center gap-4 border-b bg-canvas px-4 lg:px-6">
      <h1 className="text-lg font-semibold tracking-tight">{title}</h1>
      <div className="min-w-0 flex-1 truncate text-sm text-ink-2">{figure}</div>
      {action}
    </header>
  );
}
