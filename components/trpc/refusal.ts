/** Why the server said no, as every tRPC error carries it. */
export interface ShownRefusal {
  code: string;
  message: string;
  details: { field: string; message: string }[];
  /** Only where it leads somewhere: to a line of the server's log. */
  requestId?: string | undefined;
  facts?: Record<string, unknown>;
}

/** What the server logs with the request's id; other refusals are told whole and leave no trace. */
const LOGGED = new Set(["INTERNAL", "UNAVAILABLE"]);

/** Whatever was thrown, as something that can be shown. */
export function refusalOf(error: unknown): ShownRefusal {
  const refusal = (error as { data?: { refusal?: Partial<ShownRefusal> | null } } | null)?.data?.refusal;
  if (refusal?.message) {
    const code = refusal.code ?? "INTERNAL";
    return {
      ...refusal,
      code,
      requestId: LOGGED.has(code) ? refusal.requestId : undefined,
      message: refusal.message,
      details: refusal.details ?? [],
    };
  }
  return {
    code: "UNREACHABLE",
    message:
      "The server did not answer. Check the connection; if you were saving, look whether it was saved before you try again.",
    details: [],
  };
}
