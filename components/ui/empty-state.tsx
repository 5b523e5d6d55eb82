import type { ReactNode } from "react";

interface Props {
  title: string;
  /** 1 where it is the whole page. */
  level?: 1 | 2;
  /** What will appear here and how to get the first one. */
  children: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ title, level = 2, children, action }: Props) {
  const Heading = `h${level}` as const;
  return (
    <div className="mx-auto flex max-w-100 flex-col items-center px-6 py-16 text-center">
      {/* An empty ledger page: ruled, nothing written. */}
      <svg aria-hidden="true" viewBox="0 0 56 40" className="mb-4 h-10 w-14 text-line-strong" fill="none">
        <rect x="0.5" y="0.5" width="55" height="39" rx="4" stroke="currentColor" />
        <path
          d="M8 12h22M8 20h16M8 28h19M42 12h6M42 20h6M42 28h6"
          stroke="currentColor"
          strokeLinecap="round"
        />
      </svg>
      <Heading className="text-md font-semibold">{title}</Heading>
      <div className="mt-1 text-sm text-ink-2">{children}</div>
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}
