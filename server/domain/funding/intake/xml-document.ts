import { XMLParser, XMLValidator } from "fast-xml-parser";
import { refuse } from "../../errors.ts";

/**
 * XML of a stranger, read without anything that XML could do beyond holding text: no document type, no entities of its own,
 * nothing fetched, nothing expanded, no deeper than a report goes. The body's size was limited before it came here.
 */

/** A report is about ten deep; a thousand accounts have some thirty elements and fifty attributes each. */
const DEEPEST = 40;
const MOST_ELEMENTS = 100_000;
const MOST_ATTRIBUTES = 200_000;

/** In these an ASCII text is the same bytes, so that it may be read whichever of them is claimed. */
const LIKE_ASCII = /^(utf-?8|us-ascii|ascii|iso-8859-1[05]?|latin-?1|windows-1252)$/i;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  removeNSPrefix: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  processEntities: false,
  // Figures stay the digits that came.
  parseTagValue: false,
  parseAttributeValue: false,
  maxNestedTags: DEEPEST,
});

/**
 * The document as objects: a name holds an object, a text, or a list of them where there are several; attributes begin with `@`.
 * @throws DomainError PAYLOAD_VALIDATION saying why it cannot be read; the document itself is not repeated
 */
export function readXml(bytes: Uint8Array): Record<string, unknown> {
  const text = decoded(bytes);
  if (/<!\s*(DOCTYPE|ENTITY)/i.test(text))
    unreadable("must not have a DOCTYPE or ENTITY: send the document without it");
  if (times("<", text) > 2 * MOST_ELEMENTS || times("=", text) > MOST_ATTRIBUTES)
    unreadable("holds more elements than a credit report has");
  const checked = XMLValidator.validate(text);
  if (checked !== true)
    unreadable(`is not complete, well-formed XML (line ${checked.err.line}): send the whole document`);
  const document = parsed(text);
  if (Object.keys(document).length !== 1 || !text.endsWith(">")) unreadable("must have one root element");
  return document;
}

function parsed(text: string): Record<string, unknown> {
  try {
    return parser.parse(text) as Record<string, unknown>;
  } catch (error) {
    // The library's own words may repeat what stands in the document.
    const isDeep = error instanceof Error && error.message === "Maximum nested tags exceeded";
    return unreadable(
      isDeep ? `must not be nested deeper than ${DEEPEST} elements` : "is not well-formed XML",
    );
  }
}

function times(sign: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) count += 1;
  return count;
}

function decoded(bytes: Uint8Array): string {
  const isUtf16 = (bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0xff && bytes[1] === 0xfe);
  if (isUtf16 || bytes.includes(0)) unreadable("is not in UTF-8: save it as UTF-8 and send it again");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes).trim();
  } catch {
    return unreadable("is not in UTF-8: save it as UTF-8 and send it again");
  }
  const claimed = /^<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(text)?.[1] ?? "utf-8";
  const isPlain = bytes.every((byte) => byte < 0x80);
  if (!(isPlain ? LIKE_ASCII : /^utf-?8$/i).test(claimed))
    unreadable("says that it is in another encoding than UTF-8: save it as UTF-8 and send it again");
  if (!text.startsWith("<")) unreadable("is not XML");
  return text;
}

const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The five names and the numbers that every XML has; each stands for one letter, so nothing grows. */
export function decodeEntities(written: string): string {
  if (!written.includes("&")) return written;
  return written.replace(/&(?:#(\d{1,7})|#x([\dA-Fa-f]{1,6})|(\w{2,4}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });
}

function unreadable(why: string): never {
  return refuse("PAYLOAD_VALIDATION", `The document ${why}. Nothing was stored.`, [
    { field: "", message: why },
  ]);
}
