import type { ColumnState } from "ag-grid-community";
import type { Settings } from "@/server/domain/desk/input.ts";
import { isLoanField, type LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";

/** How the columns of the grid stand: order, width, pinning and which are hidden (P8.1). Pure. */

export type SavedColumn = NonNullable<Settings["gridColumns"]>[number];
export interface ColumnPlace extends SavedColumn {
  field: LoanField;
}

/** Every field in the order and width with which everybody starts: what a desk looks at first, ids last. */
const WIDTHS: Record<LoanField, number> = {
  borrowerName: 216,
  loanId: 112,
  currentStatus: 142,
  daysInCurrentStatus: 92,
  propertyState: 70,
  buyerName: 184,
  loanAmount: 122,
  noteRate: 84,
  purchasePrice: 136,
  salePrice: 128,
  profitSpread: 112,
  purchaseDate: 112,
  expectedDeliveryDate: 112,
  actualDeliveryDate: 112,
  deliveryMethod: 132,
  agingAlert: 94,
  settlementDate: 124,
  settlementAmount: 128,
  settlementReference: 150,
  exchangeTradeId: 150,
  exchangeLoanId: 150,
  sellerName: 184,
  productCode: 104,
  creditScore: 104,
  ltv: 82,
  cltv: 84,
  purposeCode: 122,
  occupancyCode: 128,
  propertyType: 120,
  propertyAddress: 200,
  propertyCity: 132,
  propertyZip: 84,
  statusDate: 190,
  createdAt: 190,
  updatedAt: 190,
  dataSource: 96,
  principalId: 110,
  buyerId: 110,
  sellerId: 110,
  pipelineLoanId: 104,
  pipelineTradeId: 140,
};

export const EVERYBODYS: ColumnPlace[] = (Object.keys(WIDTHS) as LoanField[]).map((field) => ({
  field,
  width: WIDTHS[field],
  pinned: field === "borrowerName" ? "left" : null,
  hidden: false,
}));

/** A kept layout as it can be used now: names that are gone are left out, fields that are newer stand at the end. */
export function layoutOf(saved: readonly SavedColumn[] | undefined): ColumnPlace[] {
  const known = new Map<string, ColumnPlace>();
  for (const column of saved ?? []) {
    const { field } = column;
    if (isLoanField(field) && !known.has(field)) known.set(field, { ...column, field });
  }
  const newer = EVERYBODYS.filter(({ field }) => !known.has(field));
  // With every column hidden there would be nothing to compare, and no way back to be seen.
  const layout = [...known.values(), ...newer];
  return layout.every(({ hidden }) => hidden) ? EVERYBODYS : layout;
}

/** The layout with these columns alone, in this order: what a saved view or a link asks for (P9.3). */
export function layoutShowing(fields: readonly LoanField[], own: ColumnPlace[]): ColumnPlace[] {
  const places = new Map(own.map((place) => [place.field, place]));
  const shown = [...new Set(fields)].flatMap((field) => places.get(field) ?? []);
  const rest = own.filter(({ field }) => !fields.includes(field));
  return [
    ...shown.map((place) => ({ ...place, hidden: false })),
    ...rest.map((place) => ({ ...place, hidden: true })),
  ];
}

export function shownFields(layout: ColumnPlace[]): LoanField[] {
  return layout.filter(({ hidden }) => !hidden).map(({ field }) => field);
}

/** The layout with one column placed otherwise. */
export function withPlace(
  layout: ColumnPlace[],
  field: LoanField,
  place: Partial<Omit<ColumnPlace, "field">>,
): ColumnPlace[] {
  return layout.map((column) => (column.field === field ? { ...column, ...place } : column));
}

/** The layout with the widths and pins of another, its order and what it hides as they are. */
export function withSizes(layout: ColumnPlace[], other: ColumnPlace[]): ColumnPlace[] {
  const places = new Map(other.map((place) => [place.field, place]));
  return layout.map((column) => {
    const { width, pinned } = places.get(column.field) ?? column;
    return { ...column, width, pinned };
  });
}

/** What the grid is told. */
export function columnStateOf(layout: ColumnPlace[]): ColumnState[] {
  return layout.map(({ field, width, pinned, hidden }) => ({ colId: field, width, pinned, hide: hidden }));
}

/** What the grid says; its own columns, as that of the ticks, are no part of a layout. */
export function layoutFrom(state: readonly ColumnState[]): ColumnPlace[] {
  return state.flatMap(({ colId, width, pinned, hide }) => {
    if (!isLoanField(colId)) return [];
    const side = pinned === "left" || pinned === true ? "left" : pinned === "right" ? "right" : null;
    const pixels = Math.min(2_000, Math.max(30, Math.round(width ?? WIDTHS[colId])));
    return [{ field: colId, width: pixels, pinned: side, hidden: hide === true }];
  });
}
