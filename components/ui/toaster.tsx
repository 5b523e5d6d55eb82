"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-center"
      icons={{
        success: <CircleCheck aria-hidden className="size-4 text-gain" />,
        error: <CircleAlert aria-hidden className="size-4 text-danger" />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-center font-sans gap-2.5 rounded-lg border border-line bg-raised px-3.5 py-3 text-sm text-ink shadow-dialog",
          description: "text-ink-2",
        },
      }}
    />
  );
}
