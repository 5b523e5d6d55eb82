"use client";

import type { Route } from "next";
import { usePathname, useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "../ui/cn.ts";
import { RowLink } from "../ui/row-link.tsx";
import { ComingLink } from "./coming-link.tsx";
import { useComing } from "./main.tsx";

export const railItem = cn(
  "relative flex h-8 w-full items-center justify-center gap-2.5 rounded-md px-2 text-sm text-ink-2 lg:justify-start",
  "transition-colors duration-120 hover:bg-hover hover:text-ink [&>svg]:size-4 [&>svg]:shrink-0",
);

interface Props {
  href: string;
  label: string;
  glyph: ReactNode;
  badge?: ReactNode;
  /** Also current on the pages below. */
  below?: boolean;
  /** A page below that has a link of its own. */
  unlessBelow?: string;
  /** Current only with, or only without, this search parameter. */
  when?: string;
  unless?: string;
}

export function RailLink({ href, label, glyph, badge, below, unlessBelow, when, unless }: Props) {
  const pathname = usePathname();
  const search = useSearchParams();
  const [path = href] = href.split("?");
  const isElsewhere = unlessBelow !== undefined && pathname.startsWith(unlessBelow);
  const here =
    !isElsewhere && (pathname === path || ((below || when !== undefined) && pathname.startsWith(`${path}/`)));
  const current =
    here && (when === undefined || search.has(when)) && (unless === undefined || !search.has(unless));
  const { href: coming } = useComing();
  const marked = coming === null ? current : coming === href;
  return (
    <RowLink
      href={href as Route}
      title={label}
      aria-current={current ? "page" : undefined}
      className={cn(
        railItem,
        badge !== undefined && "max-lg:h-auto max-lg:flex-col max-lg:gap-1 max-lg:py-2",
        marked &&
          "bg-sheet font-medium text-ink shadow-raised hover:bg-sheet dark:bg-raised [&>svg]:text-accent",
      )}
    >
      {glyph}
      <span className="sr-only lg:not-sr-only lg:flex-1">{label}</span>
      {badge}
      <ComingLink href={href} />
    </RowLink>
  );
}
