/**
 * The append-only logs of a tenant, each with the column that numbers its rows in the order in which they were written: a row
 * that is written later has a higher number. Every table whose guard refuses UPDATE, DELETE and TRUNCATE is here (I18, I20).
 *
 * That order holds because the insert itself takes the number, holding the table's lock until its transaction ends
 * (`take-head.ts` waits for that), or because versions follow one another without a gap.
 */
export const APPEND_ONLY_LOGS: Record<string, string> = {
  pipeline_loan_history: "history_id",
  pipeline_status_config: "version",
  pipeline_delivery: "delivery_id",
  funding_policy: "version",
  funding_credit_report: "log_no",
  funding_run: "log_no",
  funding_step_event: "log_no",
  funding_card: "log_no",
  funding_operator: "log_no",
  funding_call: "log_no",
  funding_market_event: "log_no",
  funding_document: "document_id",
  funding_document_event: "log_no",
  funding_document_rules: "version",
  integration_setting: "log_no",
  mortgage_audit: "entry_id",
};
