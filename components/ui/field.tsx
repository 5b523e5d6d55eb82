import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cn } from "./cn.ts";

export interface ControlProps {
  id: string;
  "aria-invalid"?: true;
  "aria-describedby"?: string;
  "aria-required"?: true;
}

interface Props {
  label: string;
  help?: ReactNode;
  /** Goes on where the label ends: "must not be blank". */
  error?: string | undefined;
  /** A sentence of its own for the error, where the label does not begin one: "Choose where the client lives". */
  says?: string | undefined;
  optional?: boolean;
  /** Stands at the end of the label's line, e.g. a one-click value. */
  aside?: ReactNode;
  className?: string;
  children: (control: ControlProps) => ReactNode;
}

/** A control with its label above, its help below, and its error in its place. */
export function Field({ label, help, error, says, optional, aside, className, children }: Props) {
  const id = useId();
  const described = [error && `${id}-error`, help && `${id}-help`].filter(Boolean).join(" ");
  return (
    <div className={cn("flex flex-col gap-1.5", className)}>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="text-sm font-medium text-ink">
          {label}
          {optional && <span className="font-normal text-ink-3"> · optional</span>}
        </label>
        {aside}
      </div>
      {children({
        id,
        ...(error ? { "aria-invalid": true } : {}),
        ...(described ? { "aria-describedby": described } : {}),
        ...(optional ? {} : { "aria-required": true }),
      })}
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-sm text-danger">
          <CircleAlert aria-hidden className="mt-[3px] size-3.5 shrink-0" />
          {says ?? `${label} ${error}`}.
        </p>
      )}
      {help && (
        <p id={`${id}-help`} className="text-xs text-ink-3">
          {help}
        </p>
      )}
    </div>
  );
}
