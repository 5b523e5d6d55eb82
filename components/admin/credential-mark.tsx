import type { CredentialState } from "@/server/domain/tenancy/model/credential-state.ts";
import { StatusGlyph } from "../pipeline/status-glyph.tsx";
import type { StatusLook } from "../pipeline/status-look.ts";

const LOOKS: Record<CredentialState, { name: string; look: StatusLook }> = {
  valid: { name: "Valid", look: { tone: "green", shape: "check" } },
  ending: { name: "Ending", look: { tone: "amber", shape: "half" } },
  expired: { name: "Expired", look: { tone: "neutral", shape: "ring" } },
  revoked: { name: "Revoked", look: { tone: "red", shape: "cross" } },
};

/** Where a key or a token stands: a sign and a word. */
export function CredentialMark({ state }: { state: CredentialState }) {
  const { name, look } = LOOKS[state];
  return (
    <span className="inline-flex items-center gap-1.5 align-middle">
      <StatusGlyph look={look} />
      {name}
    </span>
  );
}

export function isUsable(state: CredentialState): boolean {
  return state === "valid" || state === "ending";
}
