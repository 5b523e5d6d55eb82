"use client";

import { Layers } from "lucide-react";
import { Button } from "../ui/button.tsx";

/** Loans under their exchange trades, or in one run (P8.4). */
export function GroupSwitch({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <Button
      size="sm"
      role="switch"
      aria-checked={isOn}
      onClick={() => onChange(!isOn)}
      className="aria-checked:border-accent aria-checked:bg-accent-wash aria-checked:text-accent"
    >
      <Layers aria-hidden />
      Group by trade
    </Button>
  );
}
