import type { RefusalCode } from "../../errors.ts";

const AT_THE_DOOR: ReadonlySet<string> = new Set<RefusalCode>([
  "UNSUPPORTED_CONTENT_TYPE",
  "PAYLOAD_TOO_LARGE",
]);

/**
 * Whether a delivery was refused before its body was read (P1.8): then nobody knows what it held, nor how much, and there
 * is nothing to process again.
 */
export function wasRefusedUnread(refusal: { code: string } | null): boolean {
  return refusal !== null && AT_THE_DOOR.has(refusal.code);
}
