import {
  BadgePercent,
  BookOpen,
  Cable,
  Calculator,
  Clock,
  FolderOpen,
  Grid3x3,
  House,
  Inbox,
  KeyRound,
  Landmark,
  Layers,
  type LucideIcon,
  PhoneCall,
  Rows3,
  Scale,
  ScrollText,
  Settings2,
  Users,
  Waypoints,
  Workflow,
} from "lucide-react";

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
  { name: "Grid", href: "/pipeline/grid", glyph: Grid3x3 },
  { name: "Overdue", href: "/pipeline/loans?overdue=true", glyph: Clock },
  { name: "Trades", href: "/pipeline/trades", glyph: Layers },
  { name: "Funding files", href: "/funding", glyph: FolderOpen },
  { name: "Funding Queue", href: "/funding/queue", glyph: PhoneCall },
  { name: "Lenders", href: "/funding/lenders", glyph: Landmark },
  { name: "Reconciliation", href: "/funding/reconciliation", glyph: Calculator, adminsOnly: true },
  { name: "Operators’ terms", href: "/funding/operators", glyph: BadgePercent },
  { name: "Underwriting policy", href: "/funding/policy", glyph: Scale },
  { name: "Mortgages", href: "/mortgages", glyph: House },
  { name: "New mortgage", href: "/mortgages/new", glyph: House, adminsOnly: true },
  { name: "Audit log of mortgages", href: "/mortgages/audit", glyph: ScrollText, adminsOnly: true },
  { name: "Deliveries", href: "/admin/deliveries", glyph: Inbox, adminsOnly: true },
  { name: "Workflow", href: "/admin/workflow", glyph: Workflow, adminsOnly: true },
  { name: "Keys", href: "/admin/keys", glyph: KeyRound, adminsOnly: true },
  { name: "Users", href: "/admin/users", glyph: Users, adminsOnly: true },
  { name: "Integrations", href: "/admin/integrations", glyph: Cable, adminsOnly: true },
  { name: "Settings", href: "/admin/settings", glyph: Settings2, adminsOnly: true },
  { name: "API docs", href: "/docs", glyph: BookOpen },
];
