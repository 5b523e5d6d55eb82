import { inArray } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { mortgage } from "../../../db/tenant/schema/mortgages.ts";
import { type Context, inTransaction } from "../context.ts";
import { type RefusalDetail, refuseIf } from "../errors.ts";
import { invalidInput, parseInput } from "../parse.ts";
import { attempt, borrowersIn, tell } from "./audit-rows.ts";
import { UpdateMortgageInput } from "./input.ts";
import {
  faultOfStatus,
  faultsOf,
  guardMortgageVersion,
  type Mortgage,
  type MortgageFacts,
} from "./model/mortgage.ts";
import { changesBetween } from "./model/mortgage-changes.ts";
import { faultsInTime } from "./model/renewal-chain.ts";
import { changeMortgage, faultOfBorrower, faultOfExternalId, lockMortgage } from "./mortgage-rows.ts";

/**
 * Changes loan, dates, status, property or borrower of a mortgage (M7). What is left out stays; a change that changes nothing
 * writes nothing. Administrators only.
 * @throws DomainError FORBIDDEN; MORTGAGE_NOT_FOUND; MORTGAGE_CHANGED for a stale version, carrying both; PAYLOAD_VALIDATION
 */
export async function updateMortgage(ctx: Context, raw: unknown): Promise<Mortgage> {
  return attempt(ctx, "update", raw, async () => {
    const { mortgageId, version, ...given } = parseInput(UpdateMortgageInput, raw);
    return inTransaction(ctx, async (tx) => {
      const before = await lockMortgage(tx, mortgageId);
      refuseIf(guardMortgageVersion(version, before));
      const after = merged(before, given);
      const changes = changesBetween(before, after);
      if (changes.length === 0) return before;
      const faults = await faultsOfChange(tx, before, after);
      if (faults.length > 0) throw invalidInput(faults);
      const changed = await changeMortgage(tx, ctx, mortgageId, after);
      const details = before.borrowerId === changed.borrowerId ? {} : borrowersIn(before, changed);
      await tell(tx, ctx, { action: "updated", mortgageId, version: changed.version, changes, details });
      return changed;
    });
  });
}

type Given = Omit<ReturnType<typeof UpdateMortgageInput.parse>, "mortgageId" | "version">;

function merged(before: Mortgage, { property, ...given }: Given): MortgageFacts {
  const present = {
    externalMortgageId: before.externalMortgageId,
    borrowerId: before.borrowerId,
    loanAmount: before.loanAmount,
    interestRate: before.interestRate,
    originationDate: before.originationDate,
    maturityDate: before.maturityDate,
    status: before.status,
  };
  return {
    ...present,
    ...withoutAbsent(given),
    property: { ...before.property, ...withoutAbsent(property ?? {}) },
  };
}

/** A field that is there without a value was left out. */
function withoutAbsent<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

async function faultsOfChange(
  tx: Database,
  before: Mortgage,
  after: MortgageFacts,
): Promise<RefusalDetail[]> {
  const faults = [...faultsOf(after), ...faultOfStatus(before.status, after.status)];
  if (after.borrowerId !== before.borrowerId) faults.push(...(await faultOfBorrower(tx, after.borrowerId)));
  const { externalMortgageId } = after;
  if (externalMortgageId !== before.externalMortgageId)
    faults.push(...(await faultOfExternalId(tx, externalMortgageId)));
  if (after.originationDate !== before.originationDate)
    faults.push(...(await faultsBesideNeighbours(tx, before, after.originationDate)));
  return faults;
}

/** The neighbours are held as well, in the order of their ids: two that change at once do not part the chain. */
async function faultsBesideNeighbours(
  tx: Database,
  { previousMortgageId, renewedBy }: Mortgage,
  originationDate: string,
): Promise<RefusalDetail[]> {
  const ids = [previousMortgageId, renewedBy].filter((id) => id !== null);
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ id: mortgage.mortgageId, began: mortgage.originationDate })
    .from(mortgage)
    .where(inArray(mortgage.mortgageId, ids))
    .orderBy(mortgage.mortgageId)
    .for("share");
  const began = (id: number | null) => rows.find((row) => row.id === id)?.began;
  return faultsInTime(originationDate, { previous: began(previousMortgageId), next: began(renewedBy) });
}
