import { rawReport } from "../domain/funding/model/testing-reports.ts";
import { OLD_REPORT } from "../domain/funding/testing-files.ts";

/** A social security number that is looked for everywhere, and how it is put into each place of a document. */

export const NUMBER = "078-05-1120";
export const HELD = /078.?05.?1120/;

export type Place = (string | number)[];

/** Every place of a document where something stands, its objects themselves included. */
export function placesOf(value: unknown, at: Place = []): Place[] {
  if (typeof value !== "object" || value === null) return [at];
  return [
    ...(at.length > 0 ? [at] : []),
    ...Object.entries(value).flatMap(([key, one]) =>
      placesOf(one, [...at, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

export function withAt(document: unknown, place: Place, value: unknown): unknown {
  const [key, ...rest] = place;
  if (key === undefined) return value;
  const holder = document as Record<string | number, unknown>;
  const changed = withAt(holder[key], rest, value);
  return Array.isArray(holder) ? holder.with(Number(key), changed) : { ...holder, [key]: changed };
}

/** A report with something in each of its fields. */
export function fullReport() {
  const text = "x";
  const day = { value: "2010-01-01", precision: "day" };
  return rawReport({
    ...OLD_REPORT,
    reportIdentifier: text,
    vendor: text,
    sourceFormat: text,
    sourceVersion: text,
    pullType: "soft",
    repositories: [{ bureau: "experian", fileStatus: "hit", message: text }],
    scores: [{ bureau: "experian", model: text, value: 700, exclusionReason: text, date: day }],
    tradelines: [
      {
        bureau: "experian",
        creditorName: text,
        originalCreditorName: text,
        accountMask: text,
        accountType: "revolving",
        openedOn: day,
        creditLimit: "1.00",
        late30: 0,
        currentRating: { code: text, type: text },
        paymentPattern: { start: day, data: text },
        lates: [{ days: 30, on: day }],
        isCollection: false,
        remarks: [{ code: text, text }],
        groupKey: text,
      },
    ],
    inquiries: [{ bureau: "experian", date: day, inquirerName: text, businessType: text, kind: "hard" }],
    collections: [{ bureau: "experian", agencyName: text, originalCreditorName: text, tradelineRef: text }],
    publicRecords: [
      {
        bureau: "experian",
        type: "lien",
        rawType: text,
        chapter: text,
        dispositionType: text,
        courtName: text,
        docketIdentifier: text,
      },
    ],
  });
}

/** Beside a place, under another name. */
export function beside(body: object, place: Place, name: string, value: string): unknown {
  const holder = place
    .slice(0, -1)
    .reduce<unknown>((one, key) => (one as Record<string, unknown>)[key], body);
  if (Array.isArray(holder)) return withAt(body, place, NUMBER);
  return withAt(body, place.slice(0, -1), { ...(holder as object), [name]: value });
}
