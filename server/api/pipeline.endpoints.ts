import { DomainError } from "../domain/errors.ts";
import { parseInput } from "../domain/parse.ts";
import { changeStatus } from "../domain/pipeline/change-status.ts";
import { changeStatuses } from "../domain/pipeline/change-statuses.ts";
import { editLoan } from "../domain/pipeline/edit-loan.ts";
import { exportLoans } from "../domain/pipeline/export-loans.ts";
import { getLoan } from "../domain/pipeline/get-loan.ts";
import { getTrade } from "../domain/pipeline/get-trade.ts";
import {
  ChangeStatusesInput,
  ChangeStatusInput,
  EditLoanInput,
  PsxTrade,
  RecordInput,
  SettleLoanInput,
  SettleLoansInput,
  SettleTradeInput,
} from "../domain/pipeline/input.ts";
import { listLoans } from "../domain/pipeline/list-loans.ts";
import { listTrades } from "../domain/pipeline/list-trades.ts";
import { LOAN_FIELDS, TRADE_FIELDS } from "../domain/pipeline/model/loan-fields.ts";
import { wasRefusedUnread } from "../domain/pipeline/model/unread-delivery.ts";
import { receiveTrade } from "../domain/pipeline/receive-trade.ts";
import { settleLoan } from "../domain/pipeline/settle-loan.ts";
import { settleLoans } from "../domain/pipeline/settle-loans.ts";
import { settleTrade } from "../domain/pipeline/settle-trade.ts";
import { summarizeLoans } from "../domain/pipeline/summarize-loans.ts";
import { contextFromApiKey } from "./context.ts";
import {
  EXPORT_PARAMETERS,
  FILTER_PARAMETERS,
  LOAN_LIST_PARAMETERS,
  readListQuery,
  TRADE_LIST_PARAMETERS,
} from "./list-query.ts";
import { type Call, download, type Endpoint, readBytes, requireJson } from "./rest.ts";
import {
  BulkResponse,
  LoanDetailWire,
  LoanListResponse,
  SettleLoanResponse,
  SettleTradeResponse,
  SummaryResponse,
  TradeCreatedResponse,
  TradeDetailWire,
  TradeListResponse,
  UpdateStatusResponse,
} from "./wire.ts";

/** The pipeline's REST API: the source's endpoint table and what the requirements add to it, one entry an operation. */

const MOST_TRADE_BYTES = 16_000_000;

/** The id in the path wins over anything of that name in the body; one that is no id is a fault of the address. */
async function bodyFor(call: Call, id: "loanId" | "tradeId"): Promise<Record<string, unknown>> {
  const address = parseInput(id === "loanId" ? RecordInput.loan : RecordInput.trade, {
    [id]: call.params.id,
  });
  return { ...(await call.body()), ...address };
}

export const postTrade: Endpoint = {
  method: "POST",
  path: "/api/pipeline/trades",
  summary: "Receive a trade of the exchange",
  description: "At most 16 MB and 10,000 loans. Deliver it again as often as you like: a trade exists once.",
  access: "exchange",
  body: PsxTrade,
  status: 201,
  response: TradeCreatedResponse,
  refusals: ["DUPLICATE_TRADE"],
  handle: async ({ request }) => {
    const { ctx, keyPrefix } = await contextFromApiKey(request);
    try {
      requireJson(request);
      const body = await readBytes(request, MOST_TRADE_BYTES);
      return await receiveTrade(ctx, { keyPrefix, body });
    } catch (error) {
      // What the door refuses is logged as a delivery too (P1.8).
      if (error instanceof DomainError && wasRefusedUnread(error.refusal)) {
        await receiveTrade(ctx, { keyPrefix, body: new Uint8Array(), refusedAtDoor: error.refusal });
      }
      throw error;
    }
  },
};

export const getTrades: Endpoint = {
  method: "GET",
  path: "/api/pipeline/trades",
  summary: "List trades",
  access: "user",
  query: TRADE_LIST_PARAMETERS,
  status: 200,
  response: TradeListResponse,
  refusals: [],
  handle: async (call) =>
    listTrades(await call.context(), readListQuery(call.url, TRADE_FIELDS, TRADE_LIST_PARAMETERS)),
};

export const getTradeById: Endpoint = {
  method: "GET",
  path: "/api/pipeline/trades/{id}",
  summary: "One trade with all its loans",
  access: "user",
  status: 200,
  response: TradeDetailWire,
  refusals: ["TRADE_NOT_FOUND"],
  handle: async (call) => getTrade(await call.context(), { tradeId: call.params.id }),
};

export const postTradeSettlement: Endpoint = {
  method: "POST",
  path: "/api/pipeline/trades/{id}/settle",
  summary: "Settle every loan of a trade that is ready",
  access: "admin",
  body: SettleTradeInput.omit({ tradeId: true, version: true, workflowVersion: true }),
  status: 200,
  response: SettleTradeResponse,
  refusals: ["TRADE_NOT_FOUND", "INVALID_SETTLEMENT"],
  handle: async (call) => settleTrade(await call.context(), await bodyFor(call, "tradeId")),
};

export const getLoans: Endpoint = {
  method: "GET",
  path: "/api/pipeline/loans",
  summary: "List loans",
  access: "user",
  query: LOAN_LIST_PARAMETERS,
  status: 200,
  response: LoanListResponse,
  refusals: [],
  handle: async (call) =>
    listLoans(await call.context(), readListQuery(call.url, LOAN_FIELDS, LOAN_LIST_PARAMETERS)),
};

export const getLoanById: Endpoint = {
  method: "GET",
  path: "/api/pipeline/loans/{id}",
  summary: "One loan with its whole history",
  access: "user",
  status: 200,
  response: LoanDetailWire,
  refusals: ["LOAN_NOT_FOUND"],
  handle: async (call) => getLoan(await call.context(), { loanId: call.params.id }),
};

export const patchLoan: Endpoint = {
  method: "PATCH",
  path: "/api/pipeline/loans/{id}",
  summary: "Edit the facts of the sale",
  description: "Send `version` as you read it and a stale edit is refused with both versions.",
  access: "user",
  body: EditLoanInput.omit({ loanId: true }),
  status: 200,
  response: LoanDetailWire,
  refusals: ["LOAN_NOT_FOUND", "CONFLICT", "FORBIDDEN"],
  handle: async (call) => editLoan(await call.context(), await bodyFor(call, "loanId")),
};

export const getSummary: Endpoint = {
  method: "GET",
  path: "/api/pipeline/loans/summary",
  summary: "Counts, volume and aging by status",
  access: "user",
  query: FILTER_PARAMETERS,
  status: 200,
  response: SummaryResponse,
  refusals: [],
  handle: async (call) =>
    summarizeLoans(await call.context(), readListQuery(call.url, LOAN_FIELDS, FILTER_PARAMETERS)),
};

export const getExport: Endpoint = {
  method: "GET",
  path: "/api/pipeline/loans/export.csv",
  summary: "The loans that match, as CSV",
  access: "user",
  query: EXPORT_PARAMETERS,
  status: 200,
  contentType: "text/csv",
  refusals: [],
  handle: async (call) => {
    const ctx = await call.context();
    const { columns, ...rest } = readListQuery(call.url, LOAN_FIELDS, EXPORT_PARAMETERS);
    const stream = await exportLoans(ctx, {
      ...rest,
      ...(typeof columns === "string" ? { columns: columns.split(",").map((name) => name.trim()) } : {}),
    });
    return download(stream, "text/csv; charset=utf-8", "loans.csv");
  },
};

export const putStatus: Endpoint = {
  method: "PUT",
  path: "/api/pipeline/loans/{id}/status",
  summary: "Move a loan along the workflow",
  access: "user",
  body: ChangeStatusInput.omit({ loanId: true }),
  status: 200,
  response: UpdateStatusResponse,
  refusals: ["LOAN_NOT_FOUND", "INVALID_TRANSITION", "INVALID_SETTLEMENT"],
  handle: async (call) => changeStatus(await call.context(), await bodyFor(call, "loanId")),
};

export const postBulkStatus: Endpoint = {
  method: "POST",
  path: "/api/pipeline/loans/bulk-status",
  summary: "Move up to 500 loans, each by the rules of a single move",
  access: "user",
  body: ChangeStatusesInput.omit({ versions: true }),
  status: 200,
  response: BulkResponse,
  refusals: [],
  handle: async (call) => changeStatuses(await call.context(), await call.body()),
};

export const postSettlement: Endpoint = {
  method: "POST",
  path: "/api/pipeline/loans/{id}/settle",
  summary: "Record the settlement of a loan",
  access: "admin",
  body: SettleLoanInput.omit({ loanId: true }),
  status: 200,
  response: SettleLoanResponse,
  refusals: ["LOAN_NOT_FOUND", "INVALID_TRANSITION", "INVALID_SETTLEMENT"],
  handle: async (call) => settleLoan(await call.context(), await bodyFor(call, "loanId")),
};

export const postBulkSettlement: Endpoint = {
  method: "POST",
  path: "/api/pipeline/loans/bulk-settle",
  summary: "Settle a selection of up to 500 loans",
  access: "admin",
  body: SettleLoansInput.omit({ versions: true }),
  status: 200,
  response: BulkResponse,
  refusals: ["INVALID_SETTLEMENT"],
  handle: async (call) => settleLoans(await call.context(), await call.body()),
};

/** Every operation of the module, for the OpenAPI document and the tests that walk the API. */
export const PIPELINE_ENDPOINTS: Endpoint[] = [
  postTrade,
  getTrades,
  getTradeById,
  postTradeSettlement,
  getLoans,
  getSummary,
  getExport,
  getLoanById,
  patchLoan,
  putStatus,
  postSettlement,
  postBulkStatus,
  postBulkSettlement,
];
