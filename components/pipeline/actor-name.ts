/** Who did it, as a person says it: the part of the address before the @, or what the system calls itself. */
export function actorName(changedBy: string): string {
  if (changedBy === "system/exchange-webhook") return "PSX";
  if (changedBy.startsWith("system/")) return changedBy.slice("system/".length).replaceAll("-", " ");
  return changedBy.split("@")[0] ?? changedBy;
}
