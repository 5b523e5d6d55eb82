import { Readable } from "node:stream";
import { log } from "../log/log.ts";

/** The content type of a file that is sent as it is, and of one that may be of any kind. */
export const BYTES = "application/octet-stream";

/** A stored file as a download, a part at a time, with the type that its bytes show. */
export function fileAnswer({ name, mediaType, size, bytes }: AnsweredFile): Response {
  log.info("download", { bytes: size });
  return new Response(Readable.toWeb(Readable.from(bytes)) as ReadableStream, {
    headers: {
      "Content-Type": mediaType,
      "Content-Length": String(size),
      "Content-Disposition": attachment(name),
      // Whatever it is, no browser runs anything of it.
      "Content-Security-Policy": "sandbox; default-src 'none'",
    },
  });
}

interface AnsweredFile {
  name: string;
  mediaType: string;
  size: number;
  bytes: AsyncIterable<Uint8Array>;
}

/** The name as old readers of headers take it, and as it is (RFC 6266). */
function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const exact = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
