"use client";

import { type ReactNode, useCallback, useState } from "react";
import { cn } from "./cn.ts";

/** What is wider than its place scrolls sideways, and fades at the edge behind which there is more. */
export function SideScroll({ children }: { children: ReactNode }) {
  const [more, setMore] = useState({ left: false, right: false });
  const look = useCallback((box: HTMLElement) => {
    const left = box.scrollLeft > 1;
    const right = box.scrollLeft + box.clientWidth < box.scrollWidth - 1;
    setMore((before) => (before.left === left && before.right === right ? before : { left, right }));
  }, []);
  const ref = useCallback(
    (box: HTMLElement | null) => {
      if (!box) return;
      const observer = new ResizeObserver(() => look(box));
      for (const element of [box, ...box.children]) observer.observe(element);
      return () => observer.disconnect();
    },
    [look],
  );
  return (
    <div
      ref={ref}
      data-more={more.left || more.right || undefined}
      onScroll={(event) => look(event.currentTarget)}
      className={cn(
        "-m-1 overflow-x-auto overflow-y-hidden p-1",
        more.left && "mask-l-from-[calc(100%-3rem)]",
        more.right && "mask-r-from-[calc(100%-3rem)]",
      )}
    >
      {children}
    </div>
  );
}
