"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { toast } from "sonner";

interface Props {
  value: string;
  label: string;
  /** What is no id, as an address or a number to call: it stands as text does. */
  plain?: boolean;
  /** Where the id itself stands beside it. */
  glyphOnly?: boolean;
}

/** An id in mono that copies itself and says so, aloud too. */
export function CopyButton({ value, label, plain, glyphOnly }: Props) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_600);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => toast.error(`The browser did not allow copying. ${label}: ${value}`),
    );
  const Glyph = copied ? Check : Copy;
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={`Copy ${label} ${value}`}
      className="group/copy -mx-1 inline-flex h-6 max-w-64 items-center gap-1 rounded-sm px-1 text-ink-2 hover:bg-hover hover:text-ink"
    >
      {!glyphOnly && (
        <span className={plain ? "figures truncate text-ink" : "id truncate text-xs"}>{value}</span>
      )}
      <Glyph aria-hidden className={copied ? "size-3 shrink-0 text-gain" : "size-3 shrink-0 text-ink-3"} />
      <span role="status" className="sr-only">
        {copied ? `${label} copied` : ""}
      </span>
    </button>
  );
}
