import type { Context } from "../context.ts";
import type { FileDetail } from "./get-file.ts";
import { rawReport, threeCards } from "./model/testing-reports.ts";
import { openFile } from "./open-file.ts";
import { type ReceivedReport, receiveCreditReport } from "./receive-credit-report.ts";

type Raw = Record<string, unknown>;

/** Shortly after the reports of the tests were issued. */
export const JUDGED_AT = "2026-04-27T12:00:00.000Z";

/** A report of long ago, for doors that go by the clock of the machine. */
export const OLD_REPORT: Raw = {
  issuedOn: "2020-01-01",
  tradelines: threeCards({ openedOn: "2010-01-01", reportedOn: null }),
};

let clients = 0;

/** A client like no other, with an income that supports everything. */
export function client(changes: Raw = {}): Raw {
  clients += 1;
  return {
    name: `Client ${clients}`,
    email: `client-${clients}@mail.test`,
    phone: `+1 212 555 ${String(1_000 + clients).padStart(4, "0")}`,
    statedIncome: "80000.00",
    monthlyRevenue: "21000.00",
    businessStartedOn: "2020-01-01",
    ...changes,
  };
}

export const opened = (ctx: Context, changes: Raw = {}): Promise<FileDetail> =>
  openFile(ctx, client(changes));

/** The bytes of a report as a client of the API posts them. */
export function bytesOf(changes: Raw = {}): Buffer {
  return Buffer.from(JSON.stringify({ report: rawReport(changes) }));
}

export function received(ctx: Context, fileId: number, changes: Raw = {}): Promise<ReceivedReport> {
  return receiveCreditReport(ctx, { fileId, body: bytesOf(changes) });
}

/** A file with one report, underwritten. */
export async function judged(ctx: Context, report: Raw = {}, who: Raw = {}): Promise<ReceivedReport> {
  const { fileId } = await opened(ctx, who);
  return received(ctx, fileId, report);
}
