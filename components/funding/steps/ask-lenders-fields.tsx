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

interface Props {
  consents: NonNullable<MarketOffers["form"]>["consents"];
  /** For a control whose text is kept while the page is open. */
  field: (name: KeptName) => Pick<ComponentProps<"input" | "select">, "name" | "value"> & {
    onChange: (event: { target: { value: string } }) => void;
  };
  errors: Record<string, string>;
}

const OPTIONAL = ["address2", "monthlyHousingPayment", "employerName"] as const;
const CONSENTS = ["consentsToFcra", "consentsToTcpa"] as const;

/** What is typed and may wait in the page; number, date of birth and consent are given anew each time. */
export const KEPT_NAMES = [
  "loanAmount",
  "purpose",
  "firstName",
  "lastName",
  "phone",
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
] as const;
type KeptName = (typeof KEPT_NAMES)[number];

export const NAMES = [...KEPT_NAMES, "dateOfBirth", "ssn", ...CONSENTS];

/** What stands in the form by itself: what the file or the last request knows. */
export function knownFrom(application: Partial<KeptApplication> = {}): Record<KeptName, string> {
  return Object.fromEntries(KEPT_NAMES.map((name) => [name, String(application[name] ?? "")])) as Record<
    KeptName,
    string
  >;
}

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
export function AskLendersFields({ consents, field: text, errors }: Props) {
  const error = (name: string) => errors[name];
  const choice = (name: KeptName) => ({ ...text(name), error: error(name) });
  return (
    <>
      <Group>
        <Text
          label="Loan amount, $"
          {...text("loanAmount")}
          error={error("loanAmount")}
          inputMode="numeric"
        />
        <Choice label="Purpose" asks="what the loan is for" {...choice("purpose")} options={LOAN_PURPOSES} />
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
            asks="the state"
            {...choice("state")}
            options={Object.fromEntries(STATES.map((state) => [state, state]))}
          />
          <Text label="ZIP code" {...text("zipcode")} error={error("zipcode")} inputMode="numeric" />
        </div>
        <Choice label="Home" asks="where the client lives" {...choice("housing")} options={HOUSING} />
        <Text
          label="Monthly housing payment, $"
          optional
          {...text("monthlyHousingPayment")}
          error={error("monthlyHousingPayment")}
          inputMode="decimal"
        />
      </Group>
      <Group>
        <Choice
          label="Work"
          asks="what work the client does"
          {...choice("employment")}
          options={EMPLOYMENT}
        />
        <Choice
          label="Is paid"
          asks="how often the client is paid"
          {...choice("payFrequency")}
          options={PAY_FREQUENCIES}
        />
        <Text label="Employer" optional {...text("employerName")} error={error("employerName")} />
      </Group>
      <Consents consents={consents} errors={errors} />
    </>
  );
}

function Consents({ consents, errors }: Pick<Props, "consents" | "errors">) {
  const error = (name: string) => errors[name];
  return (
    <>
      <Consent
        name="consentsToFcra"
        key={consents.fcra}
        says={consents.fcra}
        error={error("consentsToFcra")}
      />
      <Consent
        name="consentsToTcpa"
        key={consents.tcpa}
        says={consents.tcpa}
        error={error("consentsToTcpa")}
      />
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
  /** What is to be chosen, for whoever has not. */
  asks: string;
  name?: string | undefined;
  value?: ComponentProps<"select">["value"];
  onChange: (event: { target: { value: string } }) => void;
  error: string | undefined;
  options: Record<string, string>;
}

function Choice({ label, asks, error, options, ...select }: ChoiceProps) {
  return (
    <Field label={label} error={error} says={select.value === "" ? `Choose ${asks}` : undefined}>
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
      {error && (
        <p className="mt-1 pl-6.5 text-sm text-danger">
          The client has to agree to this: without it no lender may be asked.
        </p>
      )}
    </div>
  );
}
