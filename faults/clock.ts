import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { issueClientToken } from "../server/auth/client-tokens.ts";
import { rawReport } from "../server/domain/funding/model/testing-reports.ts";
import { client, JUDGED_AT, OLD_REPORT } from "../server/domain/funding/testing-files.ts";
import { askedFor, readyForOffers } from "../server/domain/funding/testing-offers.ts";
import { psxLoan, psxTrade } from "../server/domain/pipeline/testing-trades.ts";
import { markOutbox } from "../server/domain/tenancy/outbox-watch.ts";
import { engineOf } from "../server/integrations/engine/engine.ts";
import { type Desk, openDesk } from "./desk.ts";
import type { Run, Suite } from "./suite.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FAR_MS = 730 * DAY_MS;
/** Long after which nothing may still be waiting for a clock that was wrong. */
const PATIENCE_MS = 30_000;
const LOANS = 3;
const MOST_GUESSES = 10;

export const clock: Suite = {
  name: "clock",
  promise:
    "I4 I21 the app's clock jumps by hours, days and years, and is set right: no entry is older than the one before it, and nothing waits for the time that it showed",
  async run(run) {
    const folder = mkdtempSync(path.join(tmpdir(), "pssaas-clock-"));
    const file = path.join(folder, "offset");
    writeFileSync(file, "0");
    const preload = pathToFileURL(path.join(import.meta.dirname, "clock-here.ts"));
    const desk = await openDesk({ env: { NODE_OPTIONS: `--import=${preload}`, FAULTS_CLOCK: file } });
    try {
      await new Jumps(run, desk, file).show();
    } finally {
      await desk.close();
      rmSync(folder, { recursive: true });
    }
  },
};

class Jumps {
  readonly #run: Run;
  readonly #desk: Desk;
  readonly #file: string;
  #headers: Record<string, string> = {};
  #count = 0;
  readonly #loans: number[] = [];
  readonly #met = { "a jump forward": 0, "a jump back": 0, "an effect that was under way": 0 };

  constructor(run: Run, desk: Desk, file: string) {
    this.#run = run;
    this.#desk = desk;
    this.#file = file;
  }

  async show(): Promise<void> {
    const { slug, tenantId } = this.#desk;
    const request = { tenantId, slug, role: "admin", name: "for long", days: 3_650 } as const;
    this.#headers = { Authorization: `Bearer ${(await issueClientToken(request, new Date())).token}` };
    await this.#work("before");
    const before = await this.#ages();
    let at = 0;
    for (const offset of this.#offsets()) {
      this.#met[offset > at ? "a jump forward" : "a jump back"] += 1;
      at = offset;
      await this.#set(offset);
      const when = `${(offset / HOUR_MS).toFixed(1)} hours off`;
      await this.#work(when);
      await this.#desk.audit(this.#run, when);
      if (this.#run.failures.length > 0) return;
    }
    await this.#leftWaiting();
    await this.#set(FAR_MS);
    await this.#lockOut();
    await this.#killed();
    await this.#set(0);
    await this.#rightAgain(before);
    await this.#keptPayloads();
    this.#run.sometimes(this.#met);
  }

  /** What came within the time for which payloads are kept is there, whatever the app took for the present. */
  async #keptPayloads(): Promise<void> {
    const { rows } = await this.#desk.owner.query<{ there: number; gone: number }>(
      `select count(p.delivery_id)::int as there, (count(*) - count(p.delivery_id))::int as gone
       from pipeline_delivery d left join pipeline_delivery_payload p using (delivery_id)
       where d.received_at >= now() - interval '80 days'`,
    );
    const { there = 0, gone = 0 } = rows[0] ?? {};
    this.#run.check(
      there > 0 && gone === 0,
      `${gone} payloads of ${gone + there} were deleted before their time`,
    );
  }

  /** By hours, days and years, this way and that; at the end it is right. */
  #offsets(): number[] {
    const chance = this.#run.dice();
    const sizes = [12 * HOUR_MS, 60 * DAY_MS, 900 * DAY_MS];
    const count = this.#run.size(4, 60);
    const one = (n: number) => {
      const size = 1 + chance.below(sizes[n % sizes.length] ?? HOUR_MS);
      return n % 2 === 0 ? size : -size;
    };
    return [...Array.from({ length: count }, (_, n) => one(n)), 0];
  }

  async #set(offset: number): Promise<void> {
    const seen = `${this.#file}.seen`;
    writeFileSync(this.#file, String(offset));
    const deadline = performance.now() + PATIENCE_MS;
    while (!existsSync(seen) || readFileSync(seen, "utf8") !== String(offset)) {
      if (performance.now() > deadline) throw new Error("The app does not look at its clock.");
      await sleep(10);
    }
  }

  async #send(method: string, at: string, body?: unknown) {
    const answer = await this.#desk.calls.send({ method, path: at, headers: this.#headers, body });
    const said = `${method} ${at} was answered ${answer.status} ${JSON.stringify(answer.json)}`;
    this.#run.check(answer.status < 300, said);
    return answer.json;
  }

  /** A trade, an entry for loans of every time before, and a file with what it sends. */
  async #work(when: string): Promise<void> {
    this.#count += 1;
    const loans = Array.from({ length: LOANS }, (_, at) => psxLoan(at + 1));
    const { status, json } = await this.#desk.postTrade(psxTrade(`CLOCK-${this.#count}`, loans));
    this.#run.check(status === 201, `${when}, a trade was answered ${status} ${JSON.stringify(json)}`);
    const { rows } = await this.#desk.owner.query<{ id: number }>(
      "select max(pipeline_loan_id)::int as id from pipeline_loan",
    );
    this.#loans.push(rows[0]?.id ?? 0);
    for (const id of this.#loans)
      await this.#send("PATCH", `/api/pipeline/loans/${id}`, { salePrice: `${200_000 + this.#count}.00` });
    await this.#open(`client-${this.#count}@mail.test`);
  }

  /** Its stage goes to the CRM. */
  async #open(email: string): Promise<void> {
    const body = client({ email, operator: this.#desk.adminEmail });
    const { fileId } = await this.#send("POST", "/api/funding/files", body);
    const report = rawReport(OLD_REPORT);
    await this.#send("POST", `/api/funding/files/${fileId}/credit-reports`, { report });
  }

  /** What the summary says of the loans that were there before and have not moved since. */
  async #ages(): Promise<string> {
    return JSON.stringify(await this.#send("GET", "/api/pipeline/loans/summary?exchangeTradeId=CLOCK-1"));
  }

  /**
   * At a clock far ahead somebody signs in, and lenders are asked of whom one never answers. When it is right, with no restart and with
   * nothing done in the tenant, the outbox is looked at, Engine is asked, and the session is over.
   */
  async #leftWaiting(): Promise<void> {
    const admin = await this.#desk.as("admin", this.#desk.adminEmail);
    const fileId = await readyForOffers({ ...admin, now: () => new Date(JUDGED_AT) });
    await this.#set(FAR_MS);
    const cookie = await this.#signIn(this.#desk.adminPassword);
    this.#run.check(await this.#isSignedIn(cookie), "nobody can sign in at a clock far ahead");
    const ahead = { ...admin, now: () => new Date(Date.now() + FAR_MS) };
    // As every door does before it changes anything; the verb is called here and not through one.
    await markOutbox(this.#desk.tenantId, ahead.now());
    await askedFor(ahead, fileId, await engineOf(ahead), { lastName: "silent" });
    const { polls } = await this.#offers((offers) => offers.polls > 0);
    this.#run.check(polls > 0, "Engine is not asked at a clock far ahead");
    await this.#set(0);
    const { isOpen } = await this.#offers((offers) => !offers.isOpen);
    this.#run.check(!isOpen, "Engine is not asked until the time that the clock showed");
    this.#run.check(
      !(await this.#isSignedIn(cookie)),
      "a session lasts until the time that the clock showed",
    );
  }

  /** How asking the lenders stands, as soon as it is so or long after. */
  async #offers(isSo: (offers: { polls: number; isOpen: boolean }) => boolean) {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const { rows } = await this.#desk.owner.query(
        `select polls, completed_at is null as "isOpen" from funding_offer_request`,
      );
      if (isSo(rows[0]) || performance.now() > deadline) return rows[0];
      await sleep(100);
    }
  }

  async #isSignedIn(cookie: string | null): Promise<boolean> {
    const headers = { Cookie: cookie ?? "" };
    const response = await fetch(`${this.#desk.app.url}/api/trpc/pipeline.workflow`, { headers });
    await response.body?.cancel();
    return response.status === 200;
  }

  /** Somebody guesses at a password, as often as is borne. */
  async #lockOut(): Promise<void> {
    for (let guess = 0; guess <= MOST_GUESSES; guess += 1) await this.#signIn("wrong password");
    this.#run.check(
      (await this.#signIn(this.#desk.adminPassword)) === null,
      "an account is not locked by guesses",
    );
  }

  /** @returns the session's cookie; null when nobody is signed in afterwards */
  async #signIn(password: string): Promise<string | null> {
    const { url } = this.#desk.app;
    const asked = await fetch(`${url}/api/auth/csrf`);
    const cookies = asked.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
    const { csrfToken } = await asked.json();
    const form = { csrfToken, email: this.#desk.adminEmail, password, json: "true" };
    const response = await fetch(`${url}/api/auth/callback/credentials`, {
      method: "POST",
      redirect: "manual",
      headers: { Cookie: cookies.join("; "), Origin: url },
      body: new URLSearchParams(form),
    });
    await response.body?.cancel();
    const session = response.headers
      .getSetCookie()
      .find((cookie) => /session/.test(cookie.split("=")[0] ?? ""));
    return session?.split(";")[0] ?? null;
  }

  /** The app is killed while an effect is under way, and one more waits. */
  async #killed(): Promise<void> {
    await this.#open("slow@slow.test");
    const deadline = performance.now() + PATIENCE_MS;
    const isSending = async () => (await this.#states()).some(({ state }) => state === "sending");
    while (!(await isSending()) && performance.now() < deadline) await sleep(20);
    await this.#open("waiting@mail.test");
    await this.#desk.app.kill();
    if (await isSending()) this.#met["an effect that was under way"] += 1;
    writeFileSync(this.#file, "0");
    await this.#desk.app.start();
  }

  async #states(): Promise<{ state: string; attempts: number; email: string }[]> {
    const { rows } = await this.#desk.owner.query<{ state: string; attempts: number; email: string }>(
      `select state, attempts, coalesce(payload ->> 'email', payload ->> 'to', '') as email from funding_effect where state <> 'withdrawn'`,
    );
    return rows;
  }

  async #rightAgain(before: string): Promise<void> {
    await this.#work("the clock is right again");
    const deadline = performance.now() + PATIENCE_MS;
    const isOver = ({ state }: { state: string }) => state === "sent";
    while (!(await this.#states()).every(isOver) && performance.now() < deadline) await sleep(200);
    for (const { state, attempts, email } of await this.#states()) {
      this.#run.check(state === "sent", `the effect of ${email} is ${state} although the clock is right`);
      const most = email.endsWith("slow.test") ? 2 : 1;
      this.#run.check(attempts <= most, `the effect of ${email} was sent ${attempts} times`);
    }
    this.#run.check((await this.#ages()) === before, "the ages of loans that did not move have changed");
    this.#run.check(
      (await this.#signIn(this.#desk.adminPassword)) !== null,
      "an account is locked until the time that was shown",
    );
    await this.#desk.audit(this.#run, "the clock is right again", new Date());
    this.#run.figure(`${this.#met["a jump forward"]} jumps forward and ${this.#met["a jump back"]} back`);
  }
}
