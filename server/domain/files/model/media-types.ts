/**
 * What a file is, by its first bytes: what it calls itself counts for nothing, and its name has to agree. Only what people
 * send as papers is taken; nothing of it is ever opened by a browser at our address.
 */

interface Kind {
  mediaType: string;
  endings: readonly string[];
  isIt(head: Uint8Array): boolean;
}

const startsWith =
  (...signs: number[]) =>
  (head: Uint8Array) =>
    signs.every((sign, at) => head[at] === sign);

const ascii = (head: Uint8Array, from: number, to: number) => String.fromCharCode(...head.subarray(from, to));

/** The first entry of the archive says what it is one of. */
const office = (folder: string) => (head: Uint8Array) =>
  startsWith(0x50, 0x4b, 0x03, 0x04)(head) &&
  new RegExp(`^(\\[Content_Types\\]\\.xml|_rels/|docProps/|${folder}/)`).test(ascii(head, 30, 60));

const KINDS: Kind[] = [
  { mediaType: "application/pdf", endings: ["pdf"], isIt: (head) => ascii(head, 0, 5) === "%PDF-" },
  {
    mediaType: "image/png",
    endings: ["png"],
    isIt: startsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  },
  { mediaType: "image/jpeg", endings: ["jpg", "jpeg"], isIt: startsWith(0xff, 0xd8, 0xff) },
  {
    mediaType: "image/tiff",
    endings: ["tif", "tiff"],
    isIt: (head) => startsWith(0x49, 0x49, 0x2a, 0)(head) || startsWith(0x4d, 0x4d, 0, 0x2a)(head),
  },
  {
    mediaType: "image/heic",
    endings: ["heic"],
    isIt: (head) => ascii(head, 4, 8) === "ftyp" && /^(heic|heix|mif1)/.test(ascii(head, 8, 12)),
  },
  {
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    endings: ["xlsx"],
    isIt: office("xl"),
  },
  {
    mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    endings: ["docx"],
    isIt: office("word"),
  },
  { mediaType: "text/csv", endings: ["csv"], isIt: isText },
];

/** A photograph of a tax return, or a year of statements in one PDF. */
export const MOST_FILE_BYTES = 20_000_000;

/** How many of the first bytes are looked at. */
export const HEAD_BYTES = 4_096;

export const ENDINGS = KINDS.flatMap(({ endings }) => endings.map((ending) => `.${ending}`));

/** The media type of a file, or null when it is none that is taken or its name says another one. */
export function mediaTypeOf(name: string, head: Uint8Array): string | null {
  const ending = /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return KINDS.find(({ endings, isIt }) => endings.includes(ending) && isIt(head))?.mediaType ?? null;
}

/** No control signs but those between lines and cells, and nothing that begins as a page would. */
function isText(head: Uint8Array): boolean {
  const isPlain = head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
  return head.length > 0 && isPlain && !/^\s*</.test(ascii(head, 0, 64));
}

/** A name without folders, without what a file system or a header would take for something else, and not too long. */
export function cleanName(given: string): string {
  const [last = ""] = given.normalize("NFC").toWellFormed().split(/[\\/]/).slice(-1);
  const plain = last
    // biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the point
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069<>:"|?*]/g, "")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "");
  if (plain.length <= 120) return plain;
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(plain)?.[0] ?? "";
  return plain.slice(0, 120 - ending.length).trim() + ending;
}
