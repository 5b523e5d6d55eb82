import { withDays } from "../ui/time-text.ts";

const list = new Intl.ListFormat("en-US", { type: "disjunction" });

/** Where a loan in a status can go on to, in the names that the desk uses. */
export function wayOn(from: string, targets: string[]): string {
  if (targets.length === 0) return `${from} is final.`;
  return `From ${from} it can move to ${list.format(targets)}.`;
}

interface Told {
  code: string | null;
  message: string | null;
  facts?: Record<string, unknown> | null;
}

/** Why something was refused, in the desk's own words; the API says it in codes and keys. */
export function refusalText({ code, message, facts }: Told, nameOf: (statusCode: string) => string): string {
  const { from, to, allowed, current } = facts ?? {};
  const now = (current as { currentStatus?: string } | undefined)?.currentStatus;
  if (code === "CONFLICT" && now)
    return `Somebody changed this loan after you opened it; it is in ${nameOf(now)} now. Nothing was changed: look at it again, then decide.`;
  if (code === "INVALID_SETTLEMENT") return settlementText(message ?? "");
  if (code !== "INVALID_TRANSITION" || typeof from !== "string" || typeof to !== "string")
    return message ?? "";
  const targets = Array.isArray(allowed) ? allowed.map((target) => nameOf(String(target))) : [];
  const refused =
    from === to
      ? `It is in ${nameOf(to)} already.`
      : `The workflow has no move from ${nameOf(from)} to ${nameOf(to)}.`;
  return `${refused} ${wayOn(nameOf(from), targets)}`;
}

/** Of one loan among many: that nothing was settled would be said of all. */
function settlementText(message: string): string {
  const said = message.replace(/^settlementDate (.*); nothing was settled\.$/, "Settlement date $1.");
  return withDays(said) ?? "";
}
