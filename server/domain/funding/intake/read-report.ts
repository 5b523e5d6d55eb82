import type { RefusalDetail } from "../../errors.ts";
import { JsonNumber } from "../../json-number.ts";
import { decodeJson, invalidInput, parseInput } from "../../parse.ts";
import { holdsSocialSecurityNumber } from "../../social-security-number.ts";
import { datesIn } from "../dates-input.ts";
import { ReportInput } from "../file-input.ts";
import { CreditReport } from "../input.ts";
import { futureDates, isBareReport } from "../model/credit-report.ts";
import { children, type Element, isObject, type Reading } from "./element.ts";
import { normalised } from "./mismo-report.ts";
import { secretIn } from "./secrets.ts";
import { decodeEntities, readXml } from "./xml-document.ts";

/** What a document is sent as, by its content type. */
export type Sent = "json" | "xml";

/**
 * A credit report in whichever form it came (F1.1): XML is MISMO 2; JSON is Array's when it has a `CREDIT_RESPONSE` at its
 * top, and else the normalised form, with `{report}` around it or by itself. A social security number is refused in the normalised form, which is ours
 * and has no place for it; a vendor's document has it in its borrower, and there it is left out.
 * @param today UTC, `YYYY-MM-DD`
 * @throws DomainError PAYLOAD_VALIDATION naming every wrong field or element
 */
export function readReport(body: Uint8Array, sent: Sent, today: string): CreditReport {
  if (sent === "xml") {
    const reading = { today, faults: [], secrets: new Set<string>(), decode: decodeEntities };
    return readMismo(readXml(body), "MISMO XML", reading);
  }
  const document = decodeJson(body);
  if (!isObject(document) || !Object.hasOwn(document, "CREDIT_RESPONSE"))
    return readNormalised(document, body, today);
  const reading = { today, faults: [], secrets: new Set<string>(), decode: (written: string) => written };
  return readMismo(document, "Array JSON", reading);
}

/** What the schema does not read, such as a name given twice, is not kept either where it holds such a number. */
function readNormalised(document: unknown, body: Uint8Array, today: string): CreditReport {
  const isBare = isBareReport(document);
  const given = isBare ? document : Object(document).report;
  const future = futureDates(datesIn(given), today, isBare ? "" : "report.");
  const report = isBare
    ? parseInput(CreditReport, document, "PAYLOAD_VALIDATION", future)
    : parseInput(ReportInput, document, "PAYLOAD_VALIDATION", future).report;
  if (holdsSocialSecurityNumber(Buffer.from(body).toString("utf8"), "identifier"))
    throw invalidInput([
      { field: isBare ? "" : "report", message: "must not hold a social security number" },
    ]);
  return report;
}

function readMismo(
  document: Record<string, unknown>,
  sourceFormat: "MISMO XML" | "Array JSON",
  reading: Reading & { secrets: Set<string> },
): CreditReport {
  const response = responseOf({ place: "", value: document, reading });
  for (const secret of secretsOf(response.value)) reading.secrets.add(secret);
  const report = normalised(response);
  if (reading.faults.length > 0) throw invalidInput(distinct(reading.faults));
  const vendor = report.vendor ?? (sourceFormat === "Array JSON" ? "Array" : null);
  return parseInput(CreditReport, { ...report, vendor, sourceFormat });
}

const WAY = ["RESPONSE_GROUP", "RESPONSE", "RESPONSE_DATA"];

/** The one `CREDIT_RESPONSE`, at the top or within its envelope. */
function responseOf(root: Element): Element {
  let holders = [root];
  for (const name of WAY) {
    const inside = holders.flatMap((one) => children(one, name));
    if (inside.length > 0) holders = inside;
  }
  const responses = holders.flatMap((one) => children(one, "CREDIT_RESPONSE"));
  const [response] = responses;
  if (!response) throw invalidInput([{ field: "CREDIT_RESPONSE", message: whyNone(root.value) }]);
  if (responses.length > 1)
    throw invalidInput([{ field: "CREDIT_RESPONSE", message: "must be one: send each report by itself" }]);
  if (
    children(response, "CREDIT_FILE").length === 0 &&
    children(response, "CREDIT_ERROR_MESSAGE").length > 0
  ) {
    const message = "tells an error of the vendor instead of a report: order the report again";
    throw invalidInput([{ field: "CREDIT_ERROR_MESSAGE", message }]);
  }
  return { ...response, place: "" };
}

function whyNone(document: Record<string, unknown>): string {
  return Object.hasOwn(document, "MESSAGE")
    ? "is required: this looks like MISMO 3, ask the vendor for MISMO 2"
    : "is required: this is no MISMO 2 credit report";
}

/** Every attribute that is called a social security number, wherever it stands. */
function secretsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(secretsOf);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, one]) => {
    if (!/ssn|socialsecurity|taxpayer/i.test(name)) return secretsOf(one);
    return one instanceof JsonNumber
      ? secretIn(one.source)
      : typeof one === "string"
        ? secretIn(one)
        : secretsOf(one);
  });
}

/** A row of several bureaus is read for each of them. */
function distinct(faults: RefusalDetail[]): RefusalDetail[] {
  return [...new Map(faults.map((one) => [`${one.field} ${one.message}`, one])).values()].slice(0, 100);
}
