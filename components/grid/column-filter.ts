import { LOAN_FIELDS, type LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import { checkFilters, type Operator } from "@/server/domain/pipeline/model/query.ts";
import { OCCUPANCIES, PROPERTY_STATES, PURPOSES } from "@/server/domain/pipeline/model/trade.ts";
import { isMoneyField } from "../pipeline/condition-text.ts";
import type { ListState, UrlCondition } from "../pipeline/list-url.ts";
import { typedAmount } from "../ui/money-text.ts";

/**
 * The filter of a column (P8.6) and the list's conditions are one thing in two forms; here they are turned into each
 * other. A column changes only conditions of its own form: what was added otherwise, such as "is not", stays.
 */

export type FilterForm = "text" | "range" | "choice";

/** Fields whose values are a closed list, with their words; the statuses come from the workflow. */
export const CLOSED_LISTS: Partial<Record<LoanField, Record<string, string>>> = {
  propertyState: Object.fromEntries([...PROPERTY_STATES].sort().map((code) => [code, code])),
  purposeCode: PURPOSES,
  occupancyCode: OCCUPANCIES,
  agingAlert: { true: "Overdue", false: "Not overdue" },
};

export function formOf(field: LoanField): FilterForm {
  if (field === "currentStatus" || CLOSED_LISTS[field]) return "choice";
  return LOAN_FIELDS[field] === "text" ? "text" : "range";
}

type FilterState = Pick<ListState, "status" | "state" | "overdue" | "filter">;
export type FilterChange = { [K in keyof FilterState]?: FilterState[K] | null };

/** Whether anything narrows the list by this field, in whatever form. */
export function isNarrowed(state: FilterState, field: LoanField): boolean {
  return (
    chosenOf(state, field).length > 0 || state.filter.some(([conditionField]) => conditionField === field)
  );
}

/** The single value of a condition on the field, or "". */
export function typedBefore({ filter }: FilterState, field: LoanField, operator: Operator): string {
  const value = filter.findLast(([name, how]) => name === field && how === operator)?.[2];
  return typeof value === "string" ? value : "";
}

/** The values of a closed list that are let through; none: all. */
export function chosenOf(state: FilterState, field: LoanField): string[] {
  if (field === "currentStatus") return state.status;
  if (field === "propertyState") return state.state;
  if (field === "agingAlert" && state.overdue) return ["true"];
  const operator = field === "agingAlert" ? "eq" : "in";
  const value = state.filter.findLast(([name, how]) => name === field && how === operator)?.[2];
  return value === undefined ? [] : Array.isArray(value) ? value : [String(value)];
}

/** The list's state with these values of a closed list let through. Whether a loan is overdue has one answer only. */
export function choosing(state: FilterState, field: LoanField, values: string[]): FilterChange {
  if (field === "currentStatus") return { status: orNull(values) };
  if (field === "propertyState") return { state: orNull(values) };
  if (field === "agingAlert") {
    const isEither = values.length !== 1;
    const others = without(state.filter, field, ["eq"]);
    return {
      overdue: !isEither && values[0] === "true" ? true : null,
      filter: orNull(!isEither && values[0] === "false" ? [...others, [field, "eq", "false"]] : others),
    };
  }
  const others = without(state.filter, field, ["in"]);
  return { filter: orNull(values.length > 0 ? [...others, [field, "in", values]] : others) };
}

/** What a form of a column holds, by the operators that it asks for. */
export type Typed = Partial<Record<Operator, string>>;

/**
 * The list's state with what was typed into a column's form; blank takes a condition away. Refused is what the server
 * would refuse, by operator, in its words.
 */
export function typing(
  state: FilterState,
  field: LoanField,
  typed: Typed,
): { change: FilterChange } | { faults: Typed } {
  const faults: Typed = {};
  const conditions: UrlCondition[] = [];
  const operators = Object.keys(typed) as Operator[];
  for (const operator of operators) {
    const text = (typed[operator] ?? "").trim();
    if (text === "") continue;
    const value = isMoneyField(field) ? typedAmount(text) : text;
    const [fault] = checkFilters(LOAN_FIELDS, [{ field, operator, value }]).faults;
    if (fault) faults[operator] = fault.message.replace(/^of \w+ /, "");
    else conditions.push([field, operator, value]);
  }
  if (Object.keys(faults).length > 0) return { faults };
  return { change: { filter: orNull([...without(state.filter, field, operators), ...conditions]) } };
}

/** The list's state without anything that narrows it by this field. */
export function clearing(state: FilterState, field: LoanField): FilterChange {
  const rest = state.filter.filter(([name]) => name !== field);
  return { ...choosing(state, field, []), filter: orNull(rest) };
}

function without(conditions: UrlCondition[], field: LoanField, operators: Operator[]): UrlCondition[] {
  return conditions.filter(([name, how]) => name !== field || !operators.includes(how));
}

function orNull<T>(values: T[]): T[] | null {
  return values.length > 0 ? values : null;
}
