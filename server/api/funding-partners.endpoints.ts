import { z } from "zod";
import { exportReconciliation } from "../domain/funding/export-reconciliation.ts";
import { ListLendersInput } from "../domain/funding/lender-input.ts";
import { listLenders } from "../domain/funding/list-lenders.ts";
import { ReconcileInput } from "../domain/funding/reconciliation-input.ts";
import { log } from "../log/log.ts";
import { LenderListResponse } from "./funding-partners.wire.ts";
import { readListQuery } from "./list-query.ts";
import type { Endpoint } from "./rest.ts";

/** The REST API of lenders and of the reconciliation, one entry an operation. */

const LENDER_PARAMETERS = {
  product: { description: "What it lends.", schema: ListLendersInput.shape.product },
  search: { description: "A part of name or contact, in any case.", schema: ListLendersInput.shape.search },
  withRetired: {
    description: "`true`: those that nothing is submitted to any more come along.",
    schema: z.enum(["true", "false"]).optional(),
  },
};

export const getLenders: Endpoint = {
  method: "GET",
  path: "/api/funding/lenders",
  summary: "List lenders",
  description: "What is null is not known, which is not the same as nothing.",
  access: "user",
  query: LENDER_PARAMETERS,
  status: 200,
  response: LenderListResponse,
  refusals: [],
  handle: async (call) => {
    const { withRetired, ...query } = readListQuery(call.url, {}, LENDER_PARAMETERS);
    const flag = withRetired === "true" || withRetired === "false" ? withRetired === "true" : withRetired;
    return listLenders(await call.context(), flag === undefined ? query : { ...query, withRetired: flag });
  },
};

const PERIOD_PARAMETERS = {
  from: {
    description: "The first day; that of the month before this one when neither is said.",
    schema: ReconcileInput.shape.from,
  },
  to: { description: "The last day.", schema: ReconcileInput.shape.to },
  operator: { description: "One operator, by e-mail address.", schema: ReconcileInput.shape.operator },
};

export const getReconciliationCsv: Endpoint = {
  method: "GET",
  path: "/api/funding/reconciliation.csv",
  summary: "What operators received in a period, and the house's share of it, as CSV",
  access: "admin",
  query: PERIOD_PARAMETERS,
  status: 200,
  contentType: "text/csv",
  refusals: [],
  handle: async (call) => {
    const query = readListQuery(call.url, {}, PERIOD_PARAMETERS);
    const csv = await exportReconciliation(await call.context(), query);
    log.info("export");
    const days = [query.from, query.to].filter((day) => day !== undefined).join("-");
    const name = days === "" ? "reconciliation.csv" : `reconciliation-${days}.csv`;
    return new Response(csv, {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="${name.replace(/[^\w.-]/g, "")}"`,
      },
    });
  },
};

export const FUNDING_PARTNER_ENDPOINTS: Endpoint[] = [getLenders, getReconciliationCsv];
