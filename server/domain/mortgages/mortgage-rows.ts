import { eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Database } from "../../../db/connect.ts";
import { borrower, mortgage, mortgageOwnership } from "../../../db/tenant/schema/mortgages.ts";
import type { Context } from "../context.ts";
import { DomainError, type RefusalDetail } from "../errors.ts";
import {
  MORTGAGE_NOT_FOUND,
  type Mortgage,
  type MortgageFacts,
  type StatusByHand,
} from "./model/mortgage.ts";

const { searchText: _text, statusBeforeRenewal: _before, ...columns } = getTableColumns(mortgage);
const renewal = alias(mortgage, "renewal");

/** What lists and pages show of mortgages; conditions, order and paging are the caller's. */
export function selectMortgages(db: Database) {
  return db
    .select({ row: columns, borrowerName: borrower.name, renewedBy: renewal.mortgageId })
    .from(mortgage)
    .innerJoin(borrower, eq(borrower.borrowerId, mortgage.borrowerId))
    .leftJoin(renewal, eq(renewal.previousMortgageId, mortgage.mortgageId))
    .$dynamic();
}

type Row = Awaited<ReturnType<typeof selectMortgages>>[number];

export function mortgageOf({ row, borrowerName, renewedBy }: Row): Mortgage {
  const { street, city, state, zip, country, propertyType: type, latitude, longitude, ...rest } = row;
  return {
    ...rest,
    borrowerName,
    renewedBy,
    property: { street, city, state, zip, country, type, latitude, longitude },
  };
}

export async function readMortgages(db: Database, where: SQL | undefined): Promise<Mortgage[]> {
  return (await selectMortgages(db).where(where)).map(mortgageOf);
}

export async function findMortgage(db: Database, mortgageId: number): Promise<Mortgage | null> {
  const [found] = await readMortgages(db, eq(mortgage.mortgageId, mortgageId));
  return found ?? null;
}

/** The mortgage, held until the transaction ends, so that its changes come one after another. @throws DomainError MORTGAGE_NOT_FOUND */
export async function lockMortgage(tx: Database, mortgageId: number): Promise<Mortgage> {
  await tx.select({ one: sql`1` }).from(mortgage).where(eq(mortgage.mortgageId, mortgageId)).for("update");
  const held = await findMortgage(tx, mortgageId);
  if (!held) throw new DomainError(MORTGAGE_NOT_FOUND);
  return held;
}

/** The columns that the facts of a mortgage are kept in. */
export function columnsOf({ property, ...facts }: MortgageFacts) {
  const { type, ...rest } = property;
  return { ...facts, ...rest, propertyType: type };
}

/** Inserts a mortgage with its shares. */
export async function insertMortgage(
  tx: Database,
  ctx: Context,
  facts: MortgageFacts,
  more: { previousMortgageId?: number; ownership: { owner: string; share: string }[] },
): Promise<Mortgage> {
  const { previousMortgageId = null, ownership } = more;
  const at = ctx.now().toISOString();
  const by = { createdAt: at, createdBy: ctx.actor.name, updatedAt: at, updatedBy: ctx.actor.name };
  const [row] = await tx
    .insert(mortgage)
    .values({ ...columnsOf(facts), previousMortgageId, version: 1, ...by })
    .returning({ mortgageId: mortgage.mortgageId });
  if (!row) throw new Error("unreachable: one row in, one row out");
  const { mortgageId } = row;
  await tx.insert(mortgageOwnership).values(ownership.map((share) => ({ mortgageId, ...share })));
  return (await findMortgage(tx, mortgageId)) ?? never();
}

/** Writes a change of a mortgage that the caller has locked; its version goes up by one. */
export async function changeMortgage(
  tx: Database,
  ctx: Context,
  mortgageId: number,
  changes: Partial<MortgageFacts> & { statusBeforeRenewal?: StatusByHand | null },
): Promise<Mortgage> {
  const { property, ...plain } = changes;
  const { type, ...address } = property ?? { type: undefined };
  await tx
    .update(mortgage)
    .set({
      ...plain,
      ...address,
      ...(type === undefined ? {} : { propertyType: type }),
      version: sql`${mortgage.version} + 1`,
      updatedAt: ctx.now().toISOString(),
      updatedBy: ctx.actor.name,
    })
    .where(eq(mortgage.mortgageId, mortgageId));
  return (await findMortgage(tx, mortgageId)) ?? never();
}

function never(): never {
  throw new Error("the mortgage was held and is gone");
}

/** The borrower stays until the transaction ends. */
export async function faultOfBorrower(tx: Database, borrowerId: number): Promise<RefusalDetail[]> {
  const [found] = await tx
    .select({ one: sql`1` })
    .from(borrower)
    .where(eq(borrower.borrowerId, borrowerId))
    .for("key share");
  return found
    ? []
    : [
        {
          field: "borrowerId",
          message: "is no borrower here: they may have been deleted. Choose another one",
        },
      ];
}

/** Whose an external id is. From here on nobody else gives one, until the transaction ends (M1). */
export async function holdExternalId(
  tx: Database,
  externalMortgageId: string | null,
): Promise<Mortgage | null> {
  if (externalMortgageId === null) return null;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('external mortgage ids', 0))`);
  const [found] = await readMortgages(tx, eq(mortgage.externalMortgageId, externalMortgageId));
  return found ?? null;
}

/** What is wrong with giving an external id to a mortgage that does not have it yet: it is another's. */
export async function faultOfExternalId(
  tx: Database,
  externalMortgageId: string | null,
): Promise<RefusalDetail[]> {
  const holder = await holdExternalId(tx, externalMortgageId);
  return holder
    ? [{ field: "externalMortgageId", message: `is the id of mortgage ${holder.mortgageId}` }]
    : [];
}

export async function readOwnership(db: Database, mortgageId: number) {
  const { owner, share } = mortgageOwnership;
  return db
    .select({ owner, share })
    .from(mortgageOwnership)
    .where(eq(mortgageOwnership.mortgageId, mortgageId))
    .orderBy(sql`${share} desc`, owner);
}
