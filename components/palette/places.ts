import { BookOpen, Clock, Inbox, Layers, type LucideIcon, Rows3, Waypoints } from "lucide-react";

export interface Place {
  name: string;
  href: string;
  glyph: LucideIcon;
  /** Shown to administrators alone. */
  adminsOnly?: true;
}

/** Where the palette leads: every page that is no record of its own. */
export const PLACES: Place[] = [
  { name: "Dashboard", href: "/pipeline", glyph: Waypoints },
  { name: "Loans", href: "/pipeline/loans", glyph: Rows3 },
  { name: "Overdue", href: "/pipeline/loans?overdue=true", glyph: Clock },
  { name: "Trades", href: "/pipeline/trades", glyph: Layers },
  { name: "Deliveries", href: "/admin/deliveries", glyph: Inbox, adminsOnly: true },
  { name: "API docs", href: "/docs", glyph: BookOpen },
];
