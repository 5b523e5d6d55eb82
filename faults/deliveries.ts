import { shuffled } from "../server/domain/pipeline/testing-random.ts";
import { psxLoan, psxTrade } from "../server/domain/pipeline/testing-trades.ts";
import { type Answer, anyCut, atOnce, type Cut, NoAnswer } from "./calls.ts";
import { type Desk, openDesk } from "./desk.ts";
import type { Run, Suite } from "./suite.ts";

const AT_ONCE = 32;
const CUT_PERCENT = 5;

export const deliveries: Suite = {
  name: "deliveries",
  promise:
    "A1 a trade exists once, however often, in whatever order and over whatever connection it is delivered",
  async run(run) {
    const desk = await openDesk();
    try {
      const trades = inventTrades(run, run.size(40, 500));
      const told = await deliverAll(run, desk, trades, run.size(400, 10_000));
      await compare(run, desk, trades, told);
      await deliverOthers(run, desk, trades);
      await desk.audit(run, "after all deliveries");
      const log = desk.app.takeFaults();
      run.check(log.length === 0, `the app logged a fault for a sender that hung up: ${log[0]}`);
    } finally {
      await desk.close();
    }
  },
};

interface Trade {
  id: string;
  body: string;
  loans: number;
}

/** What senders were told of one trade. */
interface Told {
  created: number;
  ids: Set<number>;
}

function inventTrades(run: Run, count: number): Trade[] {
  const chance = run.dice();
  return Array.from({ length: count }, (_, at) => {
    const id = `PSX-${at + 1}`;
    const loans = Array.from({ length: 1 + chance.below(5) }, (_, n) => psxLoan(n + 1));
    return { id, body: JSON.stringify(psxTrade(id, loans)), loans: loans.length };
  });
}

async function deliverAll(run: Run, desk: Desk, trades: Trade[], count: number): Promise<Map<string, Told>> {
  const chance = run.dice(1);
  const sent = shuffled(
    chance,
    Array.from({ length: count }, (_, at) => trades[at % trades.length] as Trade),
  );
  const told = new Map(trades.map(({ id }) => [id, { created: 0, ids: new Set<number>() }]));
  const happened = { "a cut in the body": 0, "a cut while the receiver works": 0, "a trade told twice": 0 };
  await atOnce(sent, AT_ONCE, async (trade) => {
    const cut = chance.below(100) < CUT_PERCENT ? anyCut(chance, trade.body.length) : undefined;
    const answer = await deliver(desk, trade.body, cut);
    if (answer === null) {
      if (cut && "afterBytes" in cut) happened["a cut in the body"] += 1;
      else if (cut) happened["a cut while the receiver works"] += 1;
      else run.check(false, `a delivery of ${trade.id} that nobody cut was not answered`);
      return;
    }
    const { status, json } = answer;
    const known = told.get(trade.id) as Told;
    if (status === 201) known.created += 1;
    else if (status === 409 && json?.code === "DUPLICATE_TRADE") happened["a trade told twice"] += 1;
    else run.check(false, `a delivery of ${trade.id} was answered ${status} ${JSON.stringify(json)}`);
    if (status === 201 || status === 409) known.ids.add(json?.pipelineTradeId);
  });
  run.sometimes(happened);
  run.figure(`${count} deliveries, ${happened["a cut in the body"]} cut in the body`);
  run.figure(`${happened["a cut while the receiver works"]} cut before the answer`);
  return told;
}

/** @returns null when the sender hung up, or nobody answered */
async function deliver(desk: Desk, body: string, cut?: Cut): Promise<Answer | null> {
  try {
    const call = { method: "POST", path: "/api/pipeline/trades", headers: desk.webhook, body };
    return await desk.calls.send({ ...call, ...(cut ? { cut } : {}) });
  } catch (error) {
    if (error instanceof NoAnswer) return null;
    throw error;
  }
}

/** What is there, beside what the senders were told. */
async function compare(run: Run, desk: Desk, trades: Trade[], told: Map<string, Told>): Promise<void> {
  const { rows } = await desk.owner.query<{ id: string; tradeId: number; counted: number; loans: number }>(
    `select t.exchange_trade_id as id, t.pipeline_trade_id as "tradeId", t.total_loan_count as counted,
       (select count(*)::int from pipeline_loan l where l.pipeline_trade_id = t.pipeline_trade_id) as loans
     from pipeline_trade t`,
  );
  run.check(rows.length === trades.length, `there are ${rows.length} trades and not ${trades.length}`);
  const there = new Map(rows.map((row) => [row.id, row]));
  for (const { id, loans } of trades) {
    const row = there.get(id);
    const { created, ids } = told.get(id) as Told;
    run.check(row?.loans === loans && row.counted === loans, `${id} has ${row?.loans} loans of ${loans}`);
    run.check(created <= 1, `${id} was told ${created} times that it was created`);
    run.check(
      ids.size === 1 && ids.has(row?.tradeId ?? -1),
      `${id} was told as ${[...ids]}, and is ${row?.tradeId}`,
    );
  }
}

/** The same ids with another body: nothing changes, and the answer says that they differ. */
async function deliverOthers(run: Run, desk: Desk, trades: Trade[]): Promise<void> {
  const before = await contentOf(desk);
  await atOnce(trades, AT_ONCE, async ({ id, loans }) => {
    const other = Array.from({ length: loans + 1 }, (_, n) => psxLoan(n + 1, { purchasePrice: 1 }));
    const answer = await desk.postTrade(psxTrade(id, other));
    const differs = answer.json?.details?.some(({ message }: { message: string }) =>
      message.includes("differs"),
    );
    run.check(
      answer.status === 409 && answer.json?.code === "DUPLICATE_TRADE" && differs,
      `${id} with another body was answered ${answer.status} ${JSON.stringify(answer.json)}`,
    );
  });
  run.check((await contentOf(desk)) === before, "a delivery with another body changed something");
}

async function contentOf({ owner }: Desk): Promise<string> {
  const { rows } = await owner.query<{ content: string }>(
    `select md5(coalesce((select string_agg(t::text, '\n' order by t.pipeline_trade_id) from pipeline_trade t), '')
       || coalesce((select string_agg(l::text, '\n' order by l.pipeline_loan_id) from pipeline_loan l), '')
       || (select count(*) from pipeline_loan_history)) as content`,
  );
  return rows[0]?.content ?? "";
}
