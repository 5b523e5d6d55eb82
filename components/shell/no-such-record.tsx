import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

interface Props {
  /** What the number in the address would be of: «mortgage 7». */
  what: string;
  /** Where those are that there are. */
  list: { href: string; label: string };
  children: ReactNode;
}

/** An address of a record that there is not, or not any more, with the way to those that there are. */
export function NoSuchRecord({ what, list, children }: Props) {
  return (
    <div className="flex min-h-dvh items-center">
      <EmptyState
        level={1}
        title={`There is no ${what}`}
        action={
          <Button asChild>
            <Link href={list.href as Route}>{list.label}</Link>
          </Button>
        }
      >
        <p>{children}</p>
      </EmptyState>
    </div>
  );
}
