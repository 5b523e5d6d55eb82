"use client";

import type { ComponentProps } from "react";
import {
  EMPLOYMENT,
  HOUSING,
  type KeptApplication,
  LOAN_PURPOSES,
  PAY_FREQUENCIES,
  STATES,
} from "@/server/domain/funding/model/loan-application.ts";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Field } from "../../ui/field.tsx";
import { Input, Select } from "../../ui/input.tsx";
import { typedAmount } from "../../ui/money-text.ts";
import { withDays } from "../../ui/time-text.ts";
import type { MarketOffers } from "./workflow-context.ts";

type Asked = NonNullable<MarketOffers["form"]>;

interface Props {
  asked: Asked;
  errors: Record<string, string>;
}

const OPTIONAL = ["address2", "monthlyHousingPayment", "employerName"] as const;
const CONSENTS = ["consentsToFcra", "consentsToTcpa"] as const;

export const NAMES = [
  "loanAmount",
  "purpose",
  "firstName",
  "lastName",
  "phone",
  "dateOfBirth",
  "ssn",
  "address1",
  "address2",
  "city",
  "state",
  "zipcode",
  "housing",
  "monthlyHousingPayment",
  "employment",
  "payFrequency",
  "employerName",
  ...CONSENTS,
];

/** What stands in the form; nothing of it is kept anywhere else. */
export function typedIn(form: FormData): Record<string, unknown> {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const typed = Object.fromEntries(NAMES.map((name) => [name, text(name)]));
  return {
    ...typed,
    ...Object.fromEntries(OPTIONAL.map((name) => [name, text(name) === "" ? null : text(name)])),
    ...Object.fromEntries(CONSENTS.map((name) => [name, form.get(name) === "on"])),
    loanAmount: typedAmount(text("loanAmount")),
    ...(text("monthlyHousingPayment") === ""
      ? {}
      : { monthlyHousingPayment: typedAmount(text("monthlyHousingPayment")) }),
  };
}

/** Loan, person, home and work; the two numbers that are kept nowhere begin empty each time. */
export function AskLendersFields({ asked, errors }: Props) {
  const { application: known } = asked;
  const text = (name: keyof KeptApplication) => ({ name, defaultValue: String(known[name] ?? "") });
  const error = (name: string) => errors[name];
  const choice = (name: keyof KeptApplication) => ({ ...text(name), error: error(name) });
  return (
    <>
      <Group>
        <Text
          label="Loan amount, $"
          {...text("loanAmount")}
          error={error("loanAmount")}
          inputMode="numeric"
        />
        <Choice label="Purpose" {...choice("purpose")} options={LOAN_PURPOSES} />
        <Text label="First name" {...text("firstName")} error={error("firstName")} />
        <Text label="Last name" {...text("lastName")} error={error("lastName")} />
        <Text label="Phone" {...text("phone")} error={error("phone")} type="tel" />
        <Text label="Date of birth" name="dateOfBirth" error={withDays(error("dateOfBirth"))} type="date" />
        <Text
          label="Social security number"
          name="ssn"
          error={error("ssn")}
          type="password"
          inputMode="numeric"
          help="Passed on to Engine and not stored."
        />
      </Group>
      <Group>
        <Text label="Address" {...text("address1")} error={error("address1")} />
        <Text label="Apartment or suite" optional {...text("address2")} error={error("address2")} />
        <Text label="City" {...text("city")} error={error("city")} />
        <div className="grid grid-cols-2 gap-4">
          <Choice
            label="State"
            {...choice("state")}
            options={Object.fromEntries(STATES.map((state) => [state, state]))}
          />
          <Text label="ZIP code" {...text("zipcode")} error={error("zipcode")} inputMode="numeric" />
        </div>
        <Choice label="Home" {...choice("housing")} options={HOUSING} />
        <Text
          label="Monthly housing payment, $"
          optional
          {...text("monthlyHousingPayment")}
          error={error("monthlyHousingPayment")}
          inputMode="decimal"
        />
      </Group>
      <Group>
        <Choice label="Work" {...choice("employment")} options={EMPLOYMENT} />
        <Choice label="Is paid" {...choice("payFrequency")} options={PAY_FREQUENCIES} />
        <Text label="Employer" optional {...text("employerName")} error={error("employerName")} />
      </Group>
      <Consent name="consentsToFcra" says={asked.consents.fcra} error={error("consentsToFcra")} />
      <Consent name="consentsToTcpa" says={asked.consents.tcpa} error={error("consentsToTcpa")} />
    </>
  );
}

function Group(props: ComponentProps<"div">) {
  return <div className="grid gap-4 border-b pb-4 sm:grid-cols-2" {...props} />;
}

interface TextProps extends ComponentProps<"input"> {
  label: string;
  error: string | undefined;
  help?: string;
  optional?: boolean;
}

function Text({ label, error, help, optional, ...input }: TextProps) {
  return (
    <Field label={label} error={error} help={help} {...(optional ? { optional } : {})}>
      {(control) => <Input {...control} {...input} autoComplete="off" spellCheck={false} />}
    </Field>
  );
}

interface ChoiceProps {
  label: string;
  name: string;
  defaultValue: string;
  error: string | undefined;
  options: Record<string, string>;
}

function Choice({ label, error, options, ...select }: ChoiceProps) {
  return (
    <Field label={label} error={error}>
      {(control) => (
        <Select {...control} {...select} className="h-9 w-full text-base">
          <option value="">Choose …</option>
          {Object.entries(options).map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** Word for word what the client agrees to. */
function Consent({ name, says, error }: { name: string; says: string; error: string | undefined }) {
  return (
    <div>
      <Checkbox name={name} aria-invalid={error ? true : undefined} className="items-start gap-2.5 text-sm">
        <span className="text-ink-2">{says}</span>
      </Checkbox>
      {error && <p className="mt-1 pl-6.5 text-sm text-danger">The client’s consent {error}.</p>}
    </div>
  );
}
