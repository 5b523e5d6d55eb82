import { momentLabel } from "../ui/time-text.ts";
import { ROLE_NAMES } from "./role-names.ts";

interface Entry {
  action: string;
  subject: string | null;
  details: Record<string, string>;
}

const roleName = (role = "") => (role === "admin" || role === "operator" ? ROLE_NAMES[role] : role);

/** What an entry of the access log says, as a sentence that goes on after who did it. */
export function accessText({ action, subject, details }: Entry, timeZone: string): string {
  const whom = subject ?? "";
  switch (action) {
    case "sign-in":
      return `signed in from ${details.address ?? "an unknown address"}`;
    case "user created":
      return `added ${whom} as ${roleName(details.role)}`;
    case "role changed":
      return `made ${whom} ${roleName(details.role)}`;
    case "access ended":
      return `shut ${whom} out`;
    case "access given":
      return `let ${whom} in again`;
    case "pass phrase renewed":
      return `renewed the pass phrase of ${whom}`;
    case "sessions ended":
      return `signed ${whom} out of ${details.sessions === "1" ? "one session" : `${details.sessions} sessions`}`;
    case "API key created":
      return `created key ${whom}`;
    case "API key rotated":
      return `rotated key ${whom} to ${details.successor}; the old one until ${momentLabel(details.validUntil ?? "", timeZone)}`;
    case "API key revoked":
      return `revoked key ${whom}`;
    case "client token issued":
      return `issued a token to ${details.name} as ${roleName(details.role)}`;
    case "client token revoked":
      return `revoked the token of ${details.name}`;
    case "calendar changed":
      return calendarText(details);
    default:
      return subject ? `${action}: ${subject}` : action;
  }
}

function calendarText({
  timeZoneFrom,
  timeZoneTo,
  holidaysFrom,
  holidaysTo,
}: Record<string, string>): string {
  const parts = [
    timeZoneTo && `the time zone from ${timeZoneFrom} to ${timeZoneTo}`,
    holidaysTo && `the holidays from ${holidaysFrom} to ${holidaysTo}`,
  ].filter(Boolean);
  return parts.length > 0 ? `changed ${parts.join(" and ")}` : "set the calendar again, unchanged";
}
