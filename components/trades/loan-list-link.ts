import { createSerializer } from "nuqs/server";
import { listUrl } from "../pipeline/list-url.ts";

const listAddress = createSerializer(listUrl);

/** The loan list with the loans of one trade, as anybody may send it to a colleague. */
export function loansOfTradeAddress(tradeId: number): string {
  return listAddress("/pipeline/loans", { filter: [["pipelineTradeId", "eq", String(tradeId)]] });
}
