import type { Column, GridApi } from "ag-grid-community";
import type { LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import type { Outputs } from "../trpc/client.ts";

/** A row of the grid is a loan or, while they are grouped, a trade above its loans. */
export type GridRow = Outputs["pipeline"]["gridTrades"]["rows"][number];
export type GridLoan = Outputs["pipeline"]["gridLoans"]["rows"][number];
export type GridTrade = Exclude<GridRow, GridLoan>;

export function isTrade(row: GridRow): row is GridTrade {
  return !("pipelineLoanId" in row);
}

/** A loan keeps its row when the order changes, so focus and ticks stay with it. */
export function rowIdOf(row: GridRow): string {
  return isTrade(row) ? `trade ${row.pipelineTradeId}` : String(row.pipelineLoanId);
}

/** What of a trade stands in the columns of its loans: their common facts, and their volume under their prices. */
export function tradeValue(trade: GridTrade, field: LoanField): string | null {
  switch (field) {
    case "buyerName":
      return trade.buyerName;
    case "sellerName":
      return trade.sellerName;
    case "purchaseDate":
      return trade.tradeDate;
    case "purchasePrice":
      return trade.volume;
    case "exchangeTradeId":
      return trade.exchangeTradeId;
    default:
      return null;
  }
}

/** The first column with a fact in it, wherever columns were moved. */
export function firstColumn(api: GridApi<GridRow>): Column | undefined {
  return api.getAllDisplayedColumns().find((column) => column.getColId() !== TICKS);
}

/** The column of the ticks, which is the grid's own and always the first. */
export const TICKS = "ticks";
