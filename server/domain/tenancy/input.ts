import { z } from "zod";
import { Day, text, wholeNumber, without } from "../fields.ts";
import { isEmailAddress, LONGEST_ADDRESS } from "./model/email-address.ts";

/** What administrators may ask for. Safe for the browser: its forms validate with the same schemas. */

/** An address is one person, whatever the case of its letters. */
export const Email = without(text(LONGEST_ADDRESS), "identifier")
  .transform((value) => value.toLowerCase())
  .refine(isEmailAddress, "must be an e-mail address");

export const RoleName = z.enum(["operator", "admin"], {
  error: (issue) => (issue.input === undefined ? "is required" : "must be operator or admin"),
});

export const AddUserInput = z.strictObject({ email: Email, name: text(200), role: RoleName });

const UserId = z.uuid("must be the id of a user");

/** One person of the tenant. */
export const UserInput = z.strictObject({ userId: UserId });

export const ChangeRoleInput = z.strictObject({ userId: UserId, role: RoleName });

export const ChangeAccessInput = z.strictObject({
  userId: UserId,
  /** False shuts the person out of this tenant, and of no other. */
  mayEnter: z.boolean(),
});

const KeyPrefix = text(8).refine((value) => /^[a-z0-9]{8}$/.test(value), "must be a key's eight characters");

export const KeyInput = z.strictObject({ prefix: KeyPrefix });

/** A week at most: an overlap that never ends is two keys. */
export const LONGEST_OVERLAP_HOURS = 7 * 24;

export const RotateKeyInput = z.strictObject({
  prefix: KeyPrefix,
  /** How long the old key goes on being valid beside the new one: 24 hours unless said otherwise. */
  overlapHours: wholeNumber(0, LONGEST_OVERLAP_HOURS).optional(),
});

export const IssueTokenInput = z.strictObject({
  /** As the audit trail shows it for what the client does. */
  name: without(text(100), "identifier").refine(
    (value) => !/^system\//i.test(value),
    "must not begin with system/",
  ),
  role: RoleName,
  /** Until it expires. */
  days: wholeNumber(1, 3_650),
});

export const TokenInput = z.strictObject({ tokenId: z.uuid("must be the id of a token") });

export const TimeZone = text(60)
  .refine(
    (value) => /^(UTC|[A-Za-z_]+(\/[A-Za-z0-9_+-]+){1,2})$/.test(value),
    "must be written as area and city, for example America/Chicago, or UTC (short names such as EST are read differently by different programs)",
  )
  .refine(isTimeZone, "must be an IANA time zone, for example America/Chicago");

/** How a tenant reckons days (P3.5). */
export const CalendarInput = z.strictObject({
  timeZone: TimeZone,
  /** null: only weekends are no business days. */
  holidayCalendar: z.literal("us-federal", { error: "must be us-federal" }).nullable(),
});

/** A change of it, with the calendar that was on screen when it was chosen: another one by now is a conflict. */
export const SaveCalendarInput = CalendarInput.extend({ seen: CalendarInput });

export const ListAccessInput = z.strictObject({
  page: wholeNumber(1, 1_000_000).optional(),
  pageSize: wholeNumber(1, 100).optional(),
  /** Part of who did it, or of whom or what it was done to. */
  search: text(254).optional(),
  /** Sign-ins and sign-outs, or changes of who and what may come in and of the settings; left out: both. */
  kind: z.enum(["sign-ins", "changes"]).optional(),
  /** First and last day, where the tenant is. */
  from: Day.optional(),
  to: Day.optional(),
});

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
