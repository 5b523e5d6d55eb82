"use client";

import type { Route } from "next";
import { useLinkStatus } from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { useComing } from "./main.tsx";

/** Inside a link to another page of the desk: tells the desk while that page is on its way. */
export function ComingLink({ href }: { href: string }) {
  const { pending } = useLinkStatus();
  const { report } = useComing();
  useEffect(() => {
    if (!pending) return;
    report(href, true);
    return () => report(href, false);
  }, [pending, href, report]);
  return null;
}

/** Leads to another page of the desk where there is no link to press, and tells the desk the same. */
export function useGo(): (href: string) => void {
  const router = useRouter();
  const { report } = useComing();
  const [isPending, startTransition] = useTransition();
  const [href, setHref] = useState("");
  useEffect(() => {
    if (!isPending) return;
    report(href, true);
    return () => report(href, false);
  }, [isPending, href, report]);
  return (to) => {
    setHref(to);
    startTransition(() => router.push(to as Route));
  };
}
