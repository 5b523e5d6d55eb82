/** Why the embedded database refused: each has one sentence for the person and a code for the program. */
export type EmbeddedErrorCode =
  | "NO_BINARY"
  | "NO_USER"
  | "NEWER_DATA_FOLDER"
  | "OLDER_DATA_FOLDER"
  | "DATA_FOLDER_UNREADABLE"
  | "DATA_FOLDER_UNWRITABLE"
  | "CLUSTER_MISSING"
  | "BUSY"
  | "START_FAILED";

/** A refusal whose message is one sentence that says what to do; `detail` holds the tail of a log, if any. */
export class EmbeddedError extends Error {
  override readonly name = "EmbeddedError";
  readonly code: EmbeddedErrorCode;
  readonly detail: string;

  constructor(code: EmbeddedErrorCode, message: string, detail = "") {
    super(message);
    this.code = code;
    this.detail = detail;
  }
}

/** The `code` of a system error ("EACCES"), or "" for anything else. */
export function systemCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
