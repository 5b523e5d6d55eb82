import { DEFAULT_CONSENTS } from "../server/domain/funding/model/loan-application.ts";
import type { PrimaryPath } from "../server/domain/funding/model/paths.ts";
import { asksOf } from "../server/domain/funding/model/step-asks.ts";
import { rawReport, TODAY } from "../server/domain/funding/model/testing-reports.ts";
import { digestOf } from "../server/domain/funding/offer-rows.ts";
import { saveOperator } from "../server/domain/funding/save-operator.ts";
import { client } from "../server/domain/funding/testing-files.ts";
import { offerForm } from "../server/domain/funding/testing-offers.ts";
import { CLIENTS, lenderWithEmail, WALKS } from "../server/domain/funding/testing-steps.ts";
import type { Answer } from "./calls.ts";
import type { Desk } from "./desk.ts";

/** Clients whose files together send every kind of effect, and the path that they go. */
export const KINDS: [kind: keyof typeof CLIENTS, path: PrimaryPath][] = [
  ["cards", "card_funding"],
  ["combined", "term_loan"],
  ["established", "established_funding"],
  ["thin", "parked"],
  ["referral", "decline"],
];

/** The reports and walks of the tests are of one day; the app goes by the machine's. */
const SHIFT_MS = Math.floor((Date.now() - Date.parse(TODAY)) / 86_400_000) * 86_400_000;

function ofToday<T>(value: T): T {
  const text = JSON.stringify(value).replace(/"(20\d\d-\d\d-\d\d)"/g, (_, day: string) => {
    const shifted = new Date(Date.parse(day) + SHIFT_MS);
    return `"${shifted.toISOString().slice(0, 10)}"`;
  });
  return JSON.parse(text);
}

/** What was asked over HTTP and refused, although it was right. */
export class Refused extends Error {
  constructor(what: string, { status, json }: Answer) {
    super(`${what} was answered ${status} ${JSON.stringify(json)}`);
  }
}

/** What the walks of all paths need beside a client: an operator's terms, and the address of a lender. */
export async function furnishForFiles(desk: Desk): Promise<void> {
  const admin = await desk.as("admin", desk.adminEmail);
  const terms = { version: 0, displayName: null, feePercent: "9", affiliateLink: "https://asap.test/ann" };
  await saveOperator(admin, { operator: desk.adminEmail, ...terms });
  await lenderWithEmail(admin, "Credibly");
}

/**
 * A file over HTTP, from its opening to the last step of its path; where it is its turn, lenders are asked as well.
 * @param mode how the tenant's systems outside are set up
 */
export async function walkFile(desk: Desk, number: number, mode: "live" | "sandbox" = "live"): Promise<void> {
  const [kind, path] = KINDS[number % KINDS.length] as (typeof KINDS)[number];
  const [report, who] = CLIENTS[kind];
  const email = `canary-${number}@mail.test`;
  const send: Send = async (what, at, body) => {
    const answer = await desk.api("admin", "POST", at, body);
    if (answer.status !== 200 && answer.status !== 201) throw new Refused(`${kind}: ${what}`, answer);
    return answer.json;
  };
  const opening = client({ ...ofToday(who), email, operator: desk.adminEmail });
  const { fileId } = await send("opening", "/api/funding/files", opening);
  const at = `/api/funding/files/${fileId}`;
  await send("its report", `${at}/credit-reports`, { report: ofToday(rawReport(report)) });
  const look = async () => (await desk.api("admin", "GET", `${at}/progress`)).json;
  let progress = await look();
  for (const [own, step, data] of WALKS[path] as [PrimaryPath, string, object?][]) {
    const steps = progress.paths.find((one: { path: string }) => one.path === own)?.steps ?? [];
    if (steps.find((one: { id: string }) => one.id === step)?.state === "done") continue;
    if (step === "generate_term_loan_offers") {
      await askLenders(send, at, progress.version, mode);
      progress = await look();
    }
    const notes = asksOf(own, step) === "verification" ? { notes: "Seen on a statement" } : {};
    const { version } = progress;
    progress = await send(step, `${at}/steps`, {
      ...{ version, path: own, step },
      data: data ? ofToday(data) : notes,
    });
  }
}

type Send = (what: string, at: string, body: unknown) => Promise<Answer["json"]>;

async function askLenders(send: Send, at: string, version: number, mode: "live" | "sandbox"): Promise<void> {
  const form = offerForm({ mode, version, consentsShown: digestOf(DEFAULT_CONSENTS) });
  const { state } = await send("asking lenders", `${at}/offer-requests`, form);
  if (state !== "unclear" && state !== "failed") return;
  // A person decides to ask once more.
  const again = { ...form, version: version + 1, again: true };
  await send("asking lenders again", `${at}/offer-requests`, again);
}
