import { createReadStream, createWriteStream } from "node:fs";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { DomainError, refuse } from "../errors.ts";

/**
 * The file of a backup: gzip over frames, each four bytes of length and as many bytes. First the header; then for each
 * table its heading, its rows as PostgreSQL's COPY writes them, and an empty frame; last the manifest. Header, headings
 * and manifest are JSON.
 */
export interface BackupHeader {
  format: "pssaas-backup-2";
  tenant: string;
  takenAt: string;
  /** The newest migration of the schema; rows go back into the very same schema only. */
  schema: string;
  /** By which its days were reckoned; they go back only where days are reckoned alike. */
  timeZone: string;
  holidayCalendar: string | null;
}

export interface TableHeading {
  table: string;
  columns: string[];
}

export interface BackupManifest {
  tables: { name: string; rows: number; sha256: string }[];
}

const NOT_A_BACKUP = "is not a backup made by `db backup`, or is damaged";
const LONGEST_FRAME = 64 * 1024 * 1024;

export const END = Buffer.alloc(0);

/** Writes frames to a file at constant memory. */
export async function writeFrames(file: string, frames: AsyncIterable<Buffer>): Promise<void> {
  await pipeline(
    prefixed(frames),
    createGzip({ level: 6 }),
    createWriteStream(file, { mode: 0o600, flush: true }),
  );
}

async function* prefixed(frames: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const frame of frames) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(frame.length);
    yield length;
    yield frame;
  }
}

export function jsonFrame(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value), "utf8");
}

/** Reads a file frame by frame. @throws DomainError PAYLOAD_VALIDATION for a file that is no backup */
export async function* readFrames(file: string): AsyncGenerator<Buffer> {
  const source = createReadStream(file);
  const plain = createGunzip();
  const failed = pipeline(source, plain).then(
    () => null,
    (error: NodeJS.ErrnoException) => error,
  );
  try {
    yield* unprefixed(plain, file);
  } catch (error) {
    if (error instanceof DomainError) throw error;
    const fault = (await failed) ?? (error as NodeJS.ErrnoException);
    if (fault.code === "ENOENT") refuse("PAYLOAD_VALIDATION", `There is no file ${file}.`);
    if (fault.code?.startsWith("Z_") || fault.code === "ERR_STREAM_PREMATURE_CLOSE") refuseFile(file);
    throw fault;
  } finally {
    source.destroy();
  }
}

async function* unprefixed(bytes: Readable, file: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= 4) {
      const length = rest.readUInt32BE();
      if (length > LONGEST_FRAME) refuseFile(file);
      if (rest.length < 4 + length) break;
      yield rest.subarray(4, 4 + length);
      rest = rest.subarray(4 + length);
    }
  }
}

export function refuseFile(file: string, why = NOT_A_BACKUP): never {
  return refuse("PAYLOAD_VALIDATION", `${file} ${why}; nothing was restored.`);
}
