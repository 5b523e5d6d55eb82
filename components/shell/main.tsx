"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { cn } from "../ui/cn.ts";
import { PageSkeleton } from "./page-skeleton.tsx";

/** Sooner than this a page that comes is not announced: nobody sees that it was missing. */
const PATIENCE_MS = 200;

interface Coming {
  /** The address that has been asked for and is not there yet. */
  href: string | null;
  report: (href: string, isPending: boolean) => void;
}

const ComingContext = createContext<Coming>({ href: null, report: () => {} });
export const useComing = () => useContext(ComingContext);

/** Knows which page is on its way, so that the rail and the page can show it before it is there. */
export function ComingPages({ children }: { children: ReactNode }) {
  const [href, setHref] = useState<string | null>(null);
  const [report] = useState(() => (reported: string, isPending: boolean) => {
    setHref((before) => (isPending ? reported : before === reported ? null : before));
  });
  return <ComingContext value={{ href, report }}>{children}</ComingContext>;
}

/** The page; in its place, when the next one takes its time, the shape of that. */
export function Main({ children }: { children: ReactNode }) {
  const { href } = useComing();
  const [late, setLate] = useState<string | null>(null);
  useEffect(() => {
    if (href === null || !/^\/(pipeline|funding|mortgages|admin)/.test(href)) return;
    const timer = setTimeout(() => setLate(href), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setLate(null);
    };
  }, [href]);
  return (
    <main className="min-w-0 flex-1" aria-busy={late !== null}>
      {late !== null && <PageSkeleton href={late} />}
      <div className={cn(late === null ? "contents" : "hidden")}>{children}</div>
    </main>
  );
}
