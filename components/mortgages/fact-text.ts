import { PROPERTY_TYPES } from "@/server/domain/mortgages/model/mortgage.ts";
import { writtenDay } from "@/server/domain/written-day.ts";
import { dollars, isAmount, rateText } from "../ui/money-text.ts";
import { dayLabel } from "../ui/time-text.ts";
import { STATUS_WORDS } from "./mortgage-status.tsx";
import { shownRate } from "./rate-text.ts";

/** The facts of a mortgage by the path that the server knows each by, and what people call them. */
export const FIELD_LABELS = {
  borrowerId: "Borrower",
  externalMortgageId: "External id",
  loanAmount: "Loan amount",
  interestRate: "Interest rate",
  status: "Status",
  originationDate: "Origination date",
  maturityDate: "Maturity date",
  "property.street": "Street",
  "property.city": "City",
  "property.state": "State",
  "property.zip": "ZIP",
  "property.country": "Country",
  "property.type": "Property type",
  "property.latitude": "Latitude",
  "property.longitude": "Longitude",
} as const;

export type MortgageField = keyof typeof FIELD_LABELS;
export const MORTGAGE_FIELDS = Object.keys(FIELD_LABELS) as MortgageField[];

/** A fact as a person reads it. */
export function factText(field: MortgageField, value: string | null, borrowerName = ""): string {
  if (value === null) return "not known";
  if (field === "borrowerId") return borrowerName || `Borrower ${value}`;
  if (field === "loanAmount") return isAmount(value) ? dollars(value) : value;
  if (field === "interestRate") return /^\d+\.\d{4}$/.test(value) ? rateText(value) : value;
  if (field.endsWith("Date")) return writtenDay(value) === null ? value : dayLabel(value);
  if (field === "status") return (STATUS_WORDS as Record<string, string>)[value] ?? value;
  if (field === "property.type") return (PROPERTY_TYPES as Record<string, string>)[value] ?? value;
  return field.endsWith("itude") ? shownRate(value) : value;
}
