import { desc, type SQL, sql } from "drizzle-orm";
import { rowsOf } from "../../../db/connect.ts";
import { loan, loanSearch, trade } from "../../../db/tenant/schema/pipeline.ts";
import { authorise, type Context } from "../context.ts";
import { parseInput } from "../parse.ts";
import { escapeLike } from "../search-text.ts";
import { checkLoanSelection } from "./conditions.ts";
import { SearchInput } from "./input.ts";

export interface LoanHit {
  pipelineLoanId: number;
  loanId: string;
  exchangeLoanId: string;
  borrowerName: string;
  /** Street, city, state and ZIP on one line. */
  address: string;
  currentStatus: string;
  purchasePrice: string;
}

export interface TradeHit {
  pipelineTradeId: number;
  exchangeTradeId: string;
  buyerName: string;
  tradeDate: string;
  status: string;
  totalLoanCount: number;
}

export interface SearchHits {
  loans: LoanHit[];
  trades: TradeHit[];
  /** There are others beside those that are shown. */
  hasMore: { loans: boolean; trades: boolean };
}

const MOST_LOANS = 8;
const MOST_TRADES = 4;
/** Only so many matches are ranked, so that a word that half the pipeline has costs no more than a rare one. */
const MOST_RANKED = 400;
/** Shorter texts are in everything, and no index finds them; of them only a record's own number is looked up. */
const LETTERS_TO_SEARCH = 3;

/**
 * What a few typed letters may mean (P9.2): loans by borrower, loan id, PSX loan id or address, trades by their id;
 * an exact id first, then names that begin so, then the newest. Two statements.
 * @throws DomainError PAYLOAD_VALIDATION for control characters or a text over 200 characters
 */
export async function search(ctx: Context, raw: unknown): Promise<SearchHits> {
  authorise(ctx, "pipeline:read");
  const { search: text } = checkLoanSelection({ search: parseInput(SearchInput, raw).text });
  const isNumber = /^\d{1,9}$/.test(text);
  const isTooShort = text.length < LETTERS_TO_SEARCH && !isNumber;
  const loans = isTooShort ? [] : await findLoans(ctx, text, isNumber);
  const trades = isTooShort ? [] : await findTrades(ctx, text);
  return {
    loans: loans.slice(0, MOST_LOANS),
    trades: trades.slice(0, MOST_TRADES),
    hasMore: { loans: loans.length > MOST_LOANS, trades: trades.length > MOST_TRADES },
  };
}

function findLoans(ctx: Context, text: string, isNumber: boolean): Promise<LoanHit[]> {
  const arms: SQL[] = [];
  if (text.length >= LETTERS_TO_SEARCH) {
    const found = (pattern: string) =>
      sql`(select ${loanSearch.pipelineLoanId} as id from ${loanSearch}
        where ${loanSearch.text} like ${pattern} limit ${MOST_RANKED})`;
    // A whole line is an id: it is found however many others only contain the text.
    arms.push(found(`%\n${escapeLike(text)}\n%`), found(`%${escapeLike(text)}%`));
  }
  if (isNumber) {
    arms.push(
      sql`(select ${loan.pipelineLoanId} as id from ${loan} where ${loan.pipelineLoanId} = ${Number(text)})`,
    );
  }
  const rank = sql`case
    when ${isNumber ? sql`${loan.pipelineLoanId} = ${Number(text)} or` : sql``}
      lower(${loan.loanId}) = ${text} or lower(${loan.exchangeLoanId}) = ${text} then 0
    when starts_with(lower(${loan.borrowerName}), ${text}) then 1 else 2 end`;
  return rowsOf<LoanHit>(
    ctx.db,
    sql`select ${loan.pipelineLoanId} as "pipelineLoanId", ${loan.loanId} as "loanId",
        ${loan.exchangeLoanId} as "exchangeLoanId", ${loan.borrowerName} as "borrowerName",
        ${loan.propertyAddress} || ', ' || ${loan.propertyCity} || ', ' || ${loan.propertyState} || ' ' ||
          ${loan.propertyZip} as address,
        ${loan.currentStatus} as "currentStatus", ${loan.purchasePrice}::text as "purchasePrice"
      from ${loan} where ${loan.pipelineLoanId} in (${sql.join(arms, sql` union `)})
      order by ${rank}, ${loan.pipelineLoanId} desc limit ${MOST_LOANS + 1}`,
  );
}

function findTrades(ctx: Context, text: string): Promise<TradeHit[]> {
  const id = sql`lower(${trade.exchangeTradeId})`;
  return ctx.db
    .select({
      pipelineTradeId: trade.pipelineTradeId,
      exchangeTradeId: trade.exchangeTradeId,
      buyerName: trade.buyerName,
      tradeDate: trade.tradeDate,
      status: trade.status,
      totalLoanCount: trade.totalLoanCount,
    })
    .from(trade)
    .where(sql`${id} like ${`%${escapeLike(text)}%`}`)
    .orderBy(sql`${id} <> ${text}`, desc(trade.pipelineTradeId))
    .limit(MOST_TRADES + 1);
}
