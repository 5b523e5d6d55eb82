"use client";

import { FileUp } from "lucide-react";
import { type DragEvent, type ReactNode, useId, useState } from "react";
import { cn } from "./cn.ts";

interface Props {
  /** What to drop: "a credit report". */
  what: string;
  /** What is taken, in words. */
  help: ReactNode;
  /** File name endings, as the browser's own dialog takes them. */
  accept: string;
  isDisabled?: boolean;
  multiple?: boolean;
  isInvalid?: boolean;
  onFiles: (files: File[]) => void;
}

/** A place for files: dropped on it, or chosen with the browser's own dialog by mouse, finger or keyboard. */
export function FileDrop({
  what,
  help,
  accept,
  isDisabled = false,
  multiple = false,
  isInvalid = false,
  onFiles,
}: Props) {
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  const over = (is: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setIsOver(is && !isDisabled);
  };
  const take = (files: FileList | null) => {
    const list = [...(files ?? [])];
    if (!isDisabled && list.length > 0) onFiles(multiple ? list : list.slice(0, 1));
  };
  return (
    <label
      htmlFor={id}
      onDragEnter={over(true)}
      onDragOver={over(true)}
      onDragLeave={over(false)}
      onDrop={(event) => {
        over(false)(event);
        take(event.dataTransfer.files);
      }}
      className={cn(
        "flex min-h-16 cursor-pointer items-center gap-3 rounded-md border border-dashed px-4 py-3 text-sm transition-colors duration-120",
        "focus-within:outline-2 focus-within:outline-focus focus-within:outline-offset-2",
        isOver ? "border-accent bg-accent-wash" : "border-control/70 hover:border-control hover:bg-hover",
        isInvalid && "border-danger",
        isDisabled && "cursor-default opacity-60",
      )}
    >
      <FileUp aria-hidden className="size-5 shrink-0 text-ink-3" />
      <span className="min-w-0 flex-1">
        <span className="block text-ink">
          Drop {what} here, or{" "}
          <span className="font-medium text-accent underline">choose {multiple ? "files" : "a file"}</span>
        </span>
        <span className="block text-xs text-ink-3">{help}</span>
      </span>
      <input
        id={id}
        type="file"
        accept={accept}
        multiple={multiple}
        disabled={isDisabled}
        {...(isInvalid ? { "aria-invalid": true } : {})}
        className="sr-only"
        onChange={({ target }) => {
          take(target.files);
          // The same file may be chosen again, once it has been corrected.
          target.value = "";
        }}
      />
    </label>
  );
}
