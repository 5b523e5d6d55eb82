import { describe, expect, it } from "vitest";
import { DomainError } from "../../errors.ts";
import { mismoXml } from "./testing-documents.ts";
import { decodeEntities, readXml } from "./xml-document.ts";

const laughs = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "${"&a;".repeat(10)}">]><x>&b;</x>`;
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);

function whyNot(bytes: Uint8Array): string {
  try {
    readXml(bytes);
  } catch (error) {
    if (error instanceof DomainError) return error.refusal.details?.[0]?.message ?? "";
    throw error;
  }
  return "it was taken";
}

describe("F1.1 XML of a stranger", () => {
  it.each<[string, string | Buffer, RegExp]>([
    ["a billion laughs", laughs, /DOCTYPE/],
    ["a document type from elsewhere", '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', /DOCTYPE/],
    ["an entity in small letters", "<!doctype a [<!entity x SYSTEM 'http://x.test'>]><a/>", /DOCTYPE/],
    ["a document that breaks off", mismoXml().slice(0, 3_000), /not complete/],
    ["one without its last tag", mismoXml().replace("</RESPONSE_GROUP>", ""), /not complete/],
    ["an attribute given twice", '<a x="1" x="2"/>', /not complete, well-formed/],
    ["nothing", "", /is not XML/],
    ["JSON", '{"report": {}}', /is not XML/],
    ["two roots", "<a/><b/>", /one root/],
    ["words after the root", "<a/> and so on", /one root/],
    ["UTF-16", utf16("<a/>"), /UTF-8/],
    ["bytes that are no UTF-8", Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]), /UTF-8/],
    [
      "Latin-1 with an umlaut",
      Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a x="M\xfcller"/>', "latin1"),
      /UTF-8/,
    ],
    [
      "another encoding in letters of UTF-8",
      '<?xml version="1.0" encoding="ISO-8859-1"?><a x="Müller"/>',
      /encoding/,
    ],
    ["an encoding that is not like ASCII", '<?xml version="1.0" encoding="UTF-7"?><a/>', /encoding/],
    ["a name that is none of a document's", "<a><__proto__ x='1'/></a>", /not well-formed/],
    ["too many levels", `${"<a>".repeat(50)}${"</a>".repeat(50)}`, /deeper than 40/],
    ["a hundred thousand levels", "<a>".repeat(100_000), /not complete|deeper/],
    ["more elements than a report has", `<a>${"<b/>".repeat(250_000)}</a>`, /more elements/],
    [
      "more attributes than a report has",
      `<a>${'<b x="1" y="2" z="3"/>'.repeat(80_000)}</a>`,
      /more elements/,
    ],
  ])("F1.1 is refused where it is %s", (_what, text, message) => {
    const started = performance.now();
    expect(whyNot(Buffer.from(text as string))).toMatch(message);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it("F1.1 is read with figures as they were written, and nothing is expanded", () => {
    const text =
      '\ufeff<?xml version="1.0" encoding="UTF-8"?><a n="007" m="1e5"><b>&lt;0042&gt;</b><c/></a><!-- end -->';
    expect(readXml(Buffer.from(text))).toEqual({ a: { "@n": "007", "@m": "1e5", b: "&lt;0042&gt;", c: "" } });
    expect(decodeEntities("&lt;&#65;&#x42;&amp;lt;&nope;&#0;&#x110000;")).toBe("<AB&lt;&nope;");
  });
});
