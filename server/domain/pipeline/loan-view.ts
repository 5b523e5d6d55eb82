import type { z } from "zod";
import type { RefusalDetail } from "../errors.ts";
import { checkLoanSelection } from "./conditions.ts";
import type { LoanView } from "./input.ts";
import { checkSorting } from "./loan-order.ts";
import { isLoanField } from "./model/loan-fields.ts";
import type { Operator } from "./model/query.ts";

/** A view as it is kept: its conditions in normal form, values as text. */
export interface KeptLoanView extends Omit<LoanView, "filters"> {
  filters?: { field: string; operator: Operator; value: string | string[] }[];
}

/** A view of loans in normal form (P9.3). @throws DomainError PAYLOAD_VALIDATION naming each fault */
export function checkLoanView(view: z.output<typeof LoanView>): KeptLoanView {
  const faults: RefusalDetail[] = [
    ...checkSorting(view).faults,
    ...(view.columns ?? [])
      .filter((name) => !isLoanField(name))
      .map((name) => ({ field: "columns", message: `'${name}' is not a field of this list` })),
  ];
  const { conditions } = checkLoanSelection(view, faults);
  const filters = conditions.map(({ field, operator, values }) => ({
    field,
    operator,
    value: operator === "in" ? values : (values[0] ?? ""),
  }));
  const { filters: _, ...rest } = view;
  return filters.length > 0 ? { ...rest, filters } : rest;
}
