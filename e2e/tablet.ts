/**
 * The flows that are also walked at 768 pixels: what a width can break, one flow at least for each requirement of the
 * desk (P7.9). Rules, wording and races are the same at any width and are tested once. Power mode is not for a tablet
 * (P8.8).
 */
export const TABLET_SPECS = [
  "accessibility/*.spec.ts",
  "admin/a-status-built-in-the-designer-works-everywhere.spec.ts",
  "admin/a-delivery-is-looked-into-and-processed-again.spec.ts",
  "admin/people-are-let-in-and-shut-out.spec.ts",
  "admin/the-calendar-of-the-tenant-is-changed.spec.ts",
  "docs/api-page.spec.ts",
  "funding/a-combined-case-ends-in-two-invoices.spec.ts",
  "funding/a-file-is-read-and-underwriting-revised.spec.ts",
  "funding/parked-clients-are-called-by-keyboard.spec.ts",
  "live/changes-of-others-appear.spec.ts",
  "mortgages/a-view-keeps-what-the-list-asks.spec.ts",
  "mortgages/the-list-is-filtered-by-its-address.spec.ts",
  "mortgages/renewals-make-a-chain.spec.ts",
  "mortgages/two-administrators-change-one-mortgage.spec.ts",
  "pipeline/a-row-has-a-menu.spec.ts",
  "pipeline/a-view-keeps-what-the-list-asks.spec.ts",
  "pipeline/aging-badge-leads-to-the-overdue-loans.spec.ts",
  "pipeline/card-opens-the-filtered-list.spec.ts",
  "pipeline/dashboard-shows-what-is-stuck.spec.ts",
  "pipeline/export-shows-what-and-how-far.spec.ts",
  "pipeline/loan-panel-opens-over-the-list.spec.ts",
  "pipeline/many-loans-move-at-once.spec.ts",
  "pipeline/many-loans-settle-at-once.spec.ts",
  "pipeline/palette-finds-and-does.spec.ts",
  "pipeline/quick-action-asks-for-notes.spec.ts",
  "pipeline/settlement-form-is-prefilled.spec.ts",
  "pipeline/trade-becomes-settled-loan.spec.ts",
  "trades/*.spec.ts",
];
