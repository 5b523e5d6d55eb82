import { authorise, type Context, inTransaction } from "../context.ts";
import { refuse, refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { appendCall, type Callback, changeCallback, holdCallback, readCalls } from "./callback-rows.ts";
import { lockFile } from "./file-rows.ts";
import { claimOf, guardCall, guardTakingBack, unansweredIn } from "./model/calls.ts";
import { TakeBackCallInput } from "./queue-input.ts";

/**
 * Takes the last call of a client back, by whoever logged it by mistake (F5.2): the client has the day of before and is the
 * caller's again. Both entries stay in the history. What closed a file is not taken back here; the file is underwritten again.
 * @throws DomainError FILE_NOT_FOUND; NOT_IN_QUEUE; CALL_TAKEN; CALL_CHANGED when something was built on it
 */
export async function takeBackCall(ctx: Context, raw: unknown): Promise<Callback> {
  authorise(ctx, "funding:operate");
  const { fileId, callNo } = parseInput(TakeBackCallInput, raw);
  const [now, me] = [ctx.now(), ctx.actor.name];
  return inTransaction(ctx, async (tx) => {
    await lockFile(tx, fileId);
    const present = await holdCallback(tx, fileId);
    refuseIf(guardCall(present.version, present, { me, now }));
    const [newest, ...before] = await readCalls(tx, fileId);
    refuseIf(guardTakingBack(newest, callNo, present.dueOn, me));
    if (!newest) return refuse("NOT_IN_QUEUE", "There is no such call.");
    await appendCall(tx, ctx, fileId, {
      runNo: newest.runNo,
      outcome: "taken_back",
      notes: null,
      askedFor: null,
      dueBefore: present.dueOn,
      dueAfter: newest.dueBefore,
      takesBack: callNo,
    });
    return changeCallback(tx, present, {
      dueOn: newest.dueBefore,
      unanswered: unansweredIn(before, present.runNo),
      version: present.version + 1,
      ...claimOf(me, now),
    });
  });
}
