import { and, eq, ne, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Database } from "../../../db/connect.ts";
import { savedView } from "../../../db/tenant/schema/desk.ts";
import { authorise, type Context, inTransaction } from "../context.ts";
import { refuseIf } from "../errors.ts";
import { invalidInput, parseInput } from "../parse.ts";
import { checkLoanView } from "../pipeline/loan-view.ts";
import { guardViewChange, guardViewVersion } from "./model/saved-view.ts";
import { type KeptDefinition, type SavedView, viewOf } from "./saved-view-rows.ts";
import { SaveViewInput } from "./view-input.ts";

type View = z.output<typeof SaveViewInput>;

/** A person with more views of a list than this has lost them anyway. */
const MOST_VIEWS_PER_OWNER = 200;

/**
 * Saves a view, new or (with `viewId`) over the present one. Its question is checked as if it were asked now (P9.3, M13).
 * @throws DomainError PAYLOAD_VALIDATION naming the field, also for a name that the owner uses already;
 * VIEW_NOT_FOUND; FORBIDDEN for a shared view of somebody else; CONFLICT when it changed meanwhile
 */
export async function saveView(ctx: Context, raw: unknown): Promise<SavedView> {
  authorise(ctx, "pipeline:read");
  const input = parseInput(SaveViewInput, raw);
  const definition = checkDefinition(input.definition);
  return inTransaction(ctx, async (tx) => {
    const before = input.viewId === undefined ? undefined : await lockView(tx, input.viewId, definition);
    if (input.viewId !== undefined) refuseIf(guardViewChange(before, ctx.actor));
    if (before) refuseIf(guardViewVersion(input.version, before.version));
    const owner = before?.owner ?? ctx.actor.name;
    await refuseTakenName(tx, owner, input);
    return viewOf(ctx, await write(tx, ctx, owner, { ...input, definition }));
  });
}

/** The definition in normal form. @throws DomainError PAYLOAD_VALIDATION naming each fault */
function checkDefinition(definition: View["definition"]): KeptDefinition {
  return definition.list === "loans" ? checkLoanView(definition) : definition;
}

/** A view of another list is none of this one. */
async function lockView(tx: Database, viewId: number, { list }: KeptDefinition) {
  const [row] = await tx
    .select()
    .from(savedView)
    .where(and(eq(savedView.viewId, viewId), eq(savedView.list, list)))
    .for("update");
  return row;
}

async function refuseTakenName(
  tx: Database,
  owner: string,
  { viewId = 0, name, definition }: View,
): Promise<void> {
  // Two windows of one person that save at once take turns, so that the second sees the name of the first.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`view ${owner}`}, 0))`);
  const [found] = await tx
    .select({
      views: sql<number>`count(*)::int`,
      sameName: sql<number>`(count(*) filter (where lower(${savedView.name}) = lower(${name})))::int`,
    })
    .from(savedView)
    .where(
      and(eq(savedView.owner, owner), eq(savedView.list, definition.list), ne(savedView.viewId, viewId)),
    );
  if (found && found.sameName > 0) {
    throw invalidInput([{ field: "name", message: `'${name}' is taken: choose another one` }]);
  }
  if (viewId === 0 && found && found.views >= MOST_VIEWS_PER_OWNER) {
    throw invalidInput([
      {
        field: "name",
        message: `cannot be saved: there are ${MOST_VIEWS_PER_OWNER} views; delete one first`,
      },
    ]);
  }
}

async function write(
  tx: Database,
  ctx: Context,
  owner: string,
  input: Omit<View, "definition"> & { definition: KeptDefinition },
) {
  const now = ctx.now().toISOString();
  const { list, ...definition } = input.definition;
  const values = { list, name: input.name, isShared: input.isShared, definition, updatedAt: now };
  const [row] =
    input.viewId === undefined
      ? await tx
          .insert(savedView)
          .values({ ...values, owner, createdAt: now })
          .returning()
      : await tx
          .update(savedView)
          .set({ ...values, version: sql`${savedView.version} + 1` })
          .where(eq(savedView.viewId, input.viewId))
          .returning();
  if (!row) throw new Error("the view was locked and is gone");
  return row;
}
