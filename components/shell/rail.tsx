"use client";

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
  PhoneCall,
  Rows3,
  Scale,
  ScrollText,
  Settings2,
  Users,
  Waypoints,
  Workflow,
} from "lucide-react";
import { useState } from "react";
import { LiveSign } from "../live/live-sign.tsx";
import { SearchButton } from "../palette/search-button.tsx";
import { Mark } from "./brand.tsx";
import { KeysButton } from "./keys-dialog.tsx";
import { OverdueCount } from "./overdue-count.tsx";
import { RailLink } from "./rail-link.tsx";
import { useSession } from "./session.tsx";
import { useListHref } from "./use-list-href.ts";
import { useLoansPath } from "./use-mode.ts";
import { UserMenu } from "./user-menu.tsx";

/** Navigation at the left edge: words on a desk's screen, glyphs on a tablet. */
export function Rail() {
  const { tenantName, role } = useSession();
  const [keysShown, setKeysShown] = useState(false);
  const loansHref = useListHref("/pipeline/loans");
  const gridHref = useListHref("/pipeline/grid");
  const loansPath = useLoansPath();
  return (
    <aside className="print:hidden sticky top-0 z-30 flex h-dvh w-14 shrink-0 flex-col border-r bg-rail px-2 pb-2 lg:w-54 lg:px-3">
      <div className="relative flex h-14 items-center justify-center lg:justify-start lg:gap-2.5 lg:px-1">
        <Mark />
        <div className="min-w-0">
          <p className="truncate text-sm font-semibold leading-4 max-lg:hidden">{tenantName}</p>
          <LiveSign>
            <p className="text-xs text-ink-3 max-lg:hidden">PSSaaS</p>
          </LiveSign>
        </div>
      </div>
      <SearchButton onShowKeys={() => setKeysShown(true)} />
      <nav aria-label="Main" className="mt-3 flex flex-1 flex-col overflow-y-auto">
        <p id="rail-pipeline" className="hidden px-2 pb-1 text-xs text-ink-3 lg:block">
          Loan pipeline
        </p>
        <ul aria-labelledby="rail-pipeline" className="flex flex-col gap-0.5">
          <li>
            <RailLink href="/pipeline" label="Dashboard" glyph={<Waypoints />} />
          </li>
          <li>
            <RailLink href={loansHref} label="Loans" glyph={<Rows3 />} below unless="overdue" />
          </li>
          <li>
            <RailLink href={gridHref} label="Grid" glyph={<Grid3x3 />} below unless="overdue" />
          </li>
          <li>
            <RailLink
              href={`${loansPath}?overdue=true`}
              label="Overdue"
              glyph={<Clock />}
              when="overdue"
              badge={<OverdueCount />}
            />
          </li>
          <li>
            <RailLink href="/pipeline/trades" label="Trades" glyph={<Layers />} below />
          </li>
        </ul>
        <FundingLinks />
        <MortgageLinks />
        {role === "admin" && <AdministrationLinks />}
        <ul className="mt-auto flex flex-col gap-0.5">
          <li>
            <KeysButton open={keysShown} onOpenChange={setKeysShown} />
          </li>
          <li>
            <RailLink href="/docs" label="API docs" glyph={<BookOpen />} />
          </li>
        </ul>
      </nav>
      <div className="mt-2 border-t pt-2">
        <UserMenu />
      </div>
    </aside>
  );
}

function FundingLinks() {
  const { role } = useSession();
  return (
    <>
      <p id="rail-funding" className="hidden px-2 pt-5 pb-1 text-xs text-ink-3 lg:block">
        Funding
      </p>
      <ul
        aria-labelledby="rail-funding"
        className="flex flex-col gap-0.5 max-lg:mt-2 max-lg:border-t max-lg:pt-2"
      >
        <li>
          <RailLink href="/funding" label="Files" glyph={<FolderOpen />} />
        </li>
        <li>
          <RailLink href="/funding/queue" label="Queue" glyph={<PhoneCall />} />
        </li>
        <li>
          <RailLink href="/funding/lenders" label="Lenders" glyph={<Landmark />} />
        </li>
        {role === "admin" && (
          <li>
            <RailLink href="/funding/reconciliation" label="Reconciliation" glyph={<Calculator />} />
          </li>
        )}
        <li>
          <RailLink href="/funding/operators" label="Operators" glyph={<BadgePercent />} />
        </li>
        <li>
          <RailLink href="/funding/policy" label="Policy" glyph={<Scale />} />
        </li>
      </ul>
    </>
  );
}

function MortgageLinks() {
  const { role } = useSession();
  const mortgagesHref = useListHref("/mortgages");
  return (
    <>
      <p id="rail-mortgages" className="hidden px-2 pt-5 pb-1 text-xs text-ink-3 lg:block">
        Mortgages
      </p>
      <ul
        aria-labelledby="rail-mortgages"
        className="flex flex-col gap-0.5 max-lg:mt-2 max-lg:border-t max-lg:pt-2"
      >
        <li>
          <RailLink
            href={mortgagesHref}
            label="Records"
            glyph={<House />}
            below
            unlessBelow="/mortgages/audit"
          />
        </li>
        {role === "admin" && (
          <li>
            <RailLink href="/mortgages/audit" label="Audit log" glyph={<ScrollText />} />
          </li>
        )}
      </ul>
    </>
  );
}

/** For administrators only; what they lead to refuses everybody else by itself (P6.3). */
function AdministrationLinks() {
  return (
    <>
      <p id="rail-administration" className="hidden px-2 pt-5 pb-1 text-xs text-ink-3 lg:block">
        Administration
      </p>
      <ul
        aria-labelledby="rail-administration"
        className="flex flex-col gap-0.5 max-lg:mt-2 max-lg:border-t max-lg:pt-2"
      >
        <li>
          <RailLink href="/admin/deliveries" label="Deliveries" glyph={<Inbox />} />
        </li>
        <li>
          <RailLink href="/admin/workflow" label="Workflow" glyph={<Workflow />} />
        </li>
        <li>
          <RailLink href="/admin/keys" label="Keys" glyph={<KeyRound />} />
        </li>
        <li>
          <RailLink href="/admin/users" label="Users" glyph={<Users />} />
        </li>
        <li>
          <RailLink href="/admin/integrations" label="Integrations" glyph={<Cable />} />
        </li>
        <li>
          <RailLink href="/admin/settings" label="Settings" glyph={<Settings2 />} />
        </li>
      </ul>
    </>
  );
}
