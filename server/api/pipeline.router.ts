import { changeStatus } from "../domain/pipeline/change-status.ts";
import { changeStatuses } from "../domain/pipeline/change-statuses.ts";
import { compareDelivery } from "../domain/pipeline/compare-delivery.ts";
import { downloadPayload, showPayload } from "../domain/pipeline/delivery-payload.ts";
import { editLoan } from "../domain/pipeline/edit-loan.ts";
import { DeliveryInput, getDelivery } from "../domain/pipeline/get-delivery.ts";
import { getLoan } from "../domain/pipeline/get-loan.ts";
import { getPurchaseAdvice } from "../domain/pipeline/get-purchase-advice.ts";
import { getTrade } from "../domain/pipeline/get-trade.ts";
import { getWorkflow } from "../domain/pipeline/get-workflow.ts";
import { gridLoans } from "../domain/pipeline/grid-loans.ts";
import { gridTrades } from "../domain/pipeline/grid-trades.ts";
import {
  ChangeStatusesInput,
  ChangeStatusInput,
  EditLoanInput,
  GridLoansInput,
  GridTradesInput,
  ListLoansInput,
  ListTradesInput,
  RecentActivityInput,
  RecordInput,
  SaveStatusWorkflowInput,
  SearchInput,
  SelectLoansInput,
  SettleLoanInput,
  SettleLoansInput,
  SettleTradeInput,
  SummarizeLoansInput,
  WorkflowVersionsInput,
} from "../domain/pipeline/input.ts";
import { ListDeliveriesInput, listDeliveries } from "../domain/pipeline/list-deliveries.ts";
import { listLoans } from "../domain/pipeline/list-loans.ts";
import { listTradeCards } from "../domain/pipeline/list-trade-cards.ts";
import { listTrades } from "../domain/pipeline/list-trades.ts";
import { listWorkflowVersions } from "../domain/pipeline/list-workflow-versions.ts";
import { previewTradeSettlement } from "../domain/pipeline/preview-trade-settlement.ts";
import { previewWorkflow } from "../domain/pipeline/preview-workflow.ts";
import { recentActivity } from "../domain/pipeline/recent-activity.ts";
import { reprocessDelivery } from "../domain/pipeline/reprocess-delivery.ts";
import { saveStatusWorkflow } from "../domain/pipeline/save-status-workflow.ts";
import { search } from "../domain/pipeline/search.ts";
import { selectLoans } from "../domain/pipeline/select-loans.ts";
import { settleLoan } from "../domain/pipeline/settle-loan.ts";
import { settleLoans } from "../domain/pipeline/settle-loans.ts";
import { settleTrade } from "../domain/pipeline/settle-trade.ts";
import { summarizeLoans } from "../domain/pipeline/summarize-loans.ts";
import { procedure, router } from "./trpc.ts";
import { typed } from "./typed-input.ts";

/** The pipeline for the browser: a line per verb. The verbs parse and authorise; here they only get their types. */
export const pipelineRouter = router({
  workflow: procedure.query(({ ctx }) => getWorkflow(ctx.domain)),
  previewWorkflow: procedure
    .input(typed(SaveStatusWorkflowInput))
    // It changes nothing, but a whole workflow is too long for an address.
    .mutation(({ ctx, input }) => previewWorkflow(ctx.domain, input)),
  workflowVersions: procedure
    .input(typed(WorkflowVersionsInput))
    .query(({ ctx, input }) => listWorkflowVersions(ctx.domain, input)),
  saveWorkflow: procedure
    .input(typed(SaveStatusWorkflowInput))
    .mutation(({ ctx, input }) => saveStatusWorkflow(ctx.domain, input)),
  summary: procedure
    .input(typed(SummarizeLoansInput))
    .query(({ ctx, input }) => summarizeLoans(ctx.domain, input)),
  loans: procedure.input(typed(ListLoansInput)).query(({ ctx, input }) => listLoans(ctx.domain, input)),
  gridLoans: procedure.input(typed(GridLoansInput)).query(({ ctx, input }) => gridLoans(ctx.domain, input)),
  gridTrades: procedure
    .input(typed(GridTradesInput))
    .query(({ ctx, input }) => gridTrades(ctx.domain, input)),
  selection: procedure
    .input(typed(SelectLoansInput))
    .query(({ ctx, input }) => selectLoans(ctx.domain, input)),
  loan: procedure.input(typed(RecordInput.loan)).query(({ ctx, input }) => getLoan(ctx.domain, input)),
  changeStatus: procedure
    .input(typed(ChangeStatusInput))
    .mutation(({ ctx, input }) => changeStatus(ctx.domain, input)),
  changeStatuses: procedure
    .input(typed(ChangeStatusesInput))
    .mutation(({ ctx, input }) => changeStatuses(ctx.domain, input)),
  editLoan: procedure.input(typed(EditLoanInput)).mutation(({ ctx, input }) => editLoan(ctx.domain, input)),
  settleLoan: procedure
    .input(typed(SettleLoanInput))
    .mutation(({ ctx, input }) => settleLoan(ctx.domain, input)),
  settleLoans: procedure
    .input(typed(SettleLoansInput))
    .mutation(({ ctx, input }) => settleLoans(ctx.domain, input)),
  trades: procedure.input(typed(ListTradesInput)).query(({ ctx, input }) => listTrades(ctx.domain, input)),
  trade: procedure.input(typed(RecordInput.trade)).query(({ ctx, input }) => getTrade(ctx.domain, input)),
  tradeCards: procedure
    .input(typed(ListTradesInput))
    .query(({ ctx, input }) => listTradeCards(ctx.domain, input)),
  purchaseAdvice: procedure
    .input(typed(RecordInput.trade))
    .query(({ ctx, input }) => getPurchaseAdvice(ctx.domain, input)),
  tradeSettlementPreview: procedure
    .input(typed(RecordInput.trade))
    .query(({ ctx, input }) => previewTradeSettlement(ctx.domain, input)),
  settleTrade: procedure
    .input(typed(SettleTradeInput))
    .mutation(({ ctx, input }) => settleTrade(ctx.domain, input)),
  search: procedure.input(typed(SearchInput)).query(({ ctx, input }) => search(ctx.domain, input)),
  recentActivity: procedure
    .input(typed(RecentActivityInput))
    .query(({ ctx, input }) => recentActivity(ctx.domain, input)),
  deliveries: procedure
    .input(typed(ListDeliveriesInput))
    .query(({ ctx, input }) => listDeliveries(ctx.domain, input)),
  delivery: procedure.input(typed(DeliveryInput)).query(({ ctx, input }) => getDelivery(ctx.domain, input)),
  deliveryPayload: procedure
    .input(typed(DeliveryInput))
    .query(({ ctx, input }) => showPayload(ctx.domain, input)),
  wholePayload: procedure
    .input(typed(DeliveryInput))
    .query(({ ctx, input }) => downloadPayload(ctx.domain, input)),
  deliveryDifference: procedure
    .input(typed(DeliveryInput))
    .query(({ ctx, input }) => compareDelivery(ctx.domain, input)),
  reprocessDelivery: procedure
    .input(typed(DeliveryInput))
    .mutation(({ ctx, input }) => reprocessDelivery(ctx.domain, input)),
});
