import { type Sealed, seal, unseal } from "../sealing.ts";

/** A credit report under seal, bound to one report of one tenant. */
export interface SealedBytes extends Sealed {
  sealedFor: string;
}

/** What a seal is bound to: bytes that are moved to another report, or to another tenant, do not open. */
export interface SealedAbout {
  tenantId: string;
  reportId: number;
}

export function sealBytes(bytes: Uint8Array, { tenantId, reportId }: SealedAbout): SealedBytes {
  return { ...seal(bytes, "credit report", placeOf(tenantId, reportId)), sealedFor: tenantId };
}

/**
 * The bytes as they came.
 * @throws Error when the key is not there, or anything of bytes, report and tenant was changed
 */
export function openSealedBytes(sealed: SealedBytes, reportId: number): Buffer {
  return unseal(sealed, "credit report", placeOf(sealed.sealedFor, reportId));
}

function placeOf(tenantId: string, reportId: number): string {
  return `${tenantId} credit report ${reportId}`;
}
