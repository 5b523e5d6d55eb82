/** Why the server said no, as every tRPC error carries it. */
export interface ShownRefusal {
  code: string;
  message: string;
  details: { field: string; message: string }[];
  requestId?: string;
  facts?: Record<string, unknown>;
}

/** Whatever was thrown, as something that can be shown. */
export function refusalOf(error: unknown): ShownRefusal {
  const refusal = (error as { data?: { refusal?: Partial<ShownRefusal> | null } } | null)?.data?.refusal;
  if (refusal?.message) {
    return {
      ...refusal,
      code: refusal.code ?? "INTERNAL",
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
