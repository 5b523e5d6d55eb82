import { setTimeout as sleep } from "node:timers/promises";
import type { EffectKind } from "../server/domain/funding/model/effects.ts";
import { NUMBER } from "../server/domain/funding/testing-offers.ts";
import { CONFIGS, type StageKey } from "../server/domain/integrations/input.ts";
import { lookBy } from "../server/domain/tenancy/outbox-watch.ts";
import { atOnce } from "./calls.ts";
import { type Desk, openDesk } from "./desk.ts";
import { furnishForFiles, KINDS, walkFile } from "./funding-files.ts";
import { SECRETS, Services } from "./outside.ts";
import type { Run, Suite } from "./suite.ts";
import { SYSTEMS, Weather } from "./weather.ts";

/** A call to a service that hangs is given up after 15 to 45 seconds; whoever waited for one would take that long. */
const QUICK_MS = 4_000;
const LOOKS = 12;
const WALKERS = 5;
/** While a way of failing has not been met, so many times the files that were meant. */
const LONGEST = 4;
const PATIENCE_MS = 120_000;

export const services: Suite = {
  name: "services",
  promise:
    "A9 I21 services outside that are slow, busy, fall over or hang up lose and double nothing: an effect goes out once or waits for a person, and nobody else waits",
  async run(run) {
    const weather = new Weather(run);
    const outside = await Services.open(weather);
    const desk = await openDesk({ env: outside.env });
    try {
      await new Outbox(run, desk, outside, weather).show();
      await desk.audit(run, "after the storm", new Date());
      nothingIsTold(run, desk);
    } finally {
      weather.end("fair");
      await desk.close();
      await outside.close();
    }
  },
};

/** An effect as the database has it. */
interface Kept {
  effectId: number;
  fileId: number;
  effect: EffectKind;
  state: string;
  attempts: number;
  key: string;
  lastError: string | null;
  email: string;
  stage: StageKey | null;
}

class Outbox {
  readonly #run: Run;
  readonly #desk: Desk;
  readonly #outside: Services;
  readonly #weather: Weather;
  #files = 0;
  #decided = 0;

  constructor(run: Run, desk: Desk, outside: Services, weather: Weather) {
    this.#run = run;
    this.#desk = desk;
    this.#outside = outside;
    this.#weather = weather;
  }

  async show(): Promise<void> {
    const admin = await this.#desk.as("admin", this.#desk.adminEmail);
    await this.#outside.setUp(admin);
    await furnishForFiles(this.#desk);
    await this.#silence();
    await this.#storm();
    await this.#recovery();
    await this.#offers();
  }

  /** Every service hangs, and everybody else goes on as always. */
  async #silence(): Promise<void> {
    this.#weather.begin();
    const walking = this.#walk(KINDS.length);
    walking.catch(() => undefined);
    await this.#until("all services hang", async () => this.#weather.silent.size === SYSTEMS.length);
    const paths = ["/api/pipeline/loans?pageSize=10", "/api/funding/files?pageSize=10"];
    let slowest = 0;
    for (let look = 0; look < LOOKS; look += 1) {
      const began = performance.now();
      const answer = await this.#desk.api("operator", "GET", paths[look % paths.length] ?? "");
      slowest = Math.max(slowest, performance.now() - began);
      this.#run.check(answer.status === 200, `a list was answered ${answer.status} while services hang`);
    }
    this.#run.check(slowest < QUICK_MS, `a list took ${slowest.toFixed(0)} ms while services hang`);
    this.#run.figure(`a list takes at most ${slowest.toFixed(0)} ms while all services hang`);
    // Longer than an effect may take; a short run does not wait for that.
    if (this.#run.isFull) await sleep(33_000);
    this.#weather.end("storm");
    await walking;
  }

  async #storm(): Promise<void> {
    const count = this.#run.size(2, 40) * KINDS.length;
    const isMissing = () => Object.values(this.#weather.met).includes(0);
    while (this.#files < count || (isMissing() && this.#files < count * LONGEST)) {
      await this.#walk(KINDS.length);
      await this.#until("every effect was tried", async () => {
        await this.#hurry();
        const rows = await this.#kept();
        return rows.every(({ state, attempts }) => state !== "queued" || attempts > 0);
      });
    }
  }

  /** What waits goes out, and of the rest a person says what became of it. */
  async #recovery(): Promise<void> {
    this.#weather.end("fair");
    await this.#settle();
    const rest = await this.#kept();
    this.#compare(rest, "before anybody looked");
    const unclear = rest.filter(({ state }) => state === "unclear").length;
    this.#run.sometimes({ ...this.#weather.met, "an effect of which nobody knows": unclear });
    for (let round = 0; round < 3; round += 1) {
      const left = (await this.#kept()).filter(({ state }) => state !== "sent");
      if (left.length === 0) break;
      await atOnce(left, WALKERS, (effect) => this.#decide(effect));
      await this.#settle();
    }
    const rows = await this.#kept();
    this.#compare(rows, "after everybody has looked");
    for (const { fileId, effect, state, lastError } of rows)
      this.#run.check(state === "sent", `${effect} of file ${fileId} is ${state} in the end: ${lastError}`);
    this.#compareStandings(rows);
    const tries = rows.reduce((sum, { attempts }) => sum + attempts, 0);
    const failures = SYSTEMS.map((system) => `${system} ${this.#weather.met[system] ?? 0}`).join(", ");
    this.#run.figure(`${this.#files} files, ${rows.length} effects in ${tries} attempts`);
    this.#run.figure(`calls that failed: ${failures}; ${this.#decided} effects decided by a person`);
  }

  async #decide({ fileId, effectId, effect, state, attempts, key }: Kept): Promise<void> {
    const isThere = (this.#outside.timesOf(this.#desk.tenantId, effect, key) ?? 0) > 0;
    const decision = state === "unclear" && isThere ? "was_sent" : "send_again";
    const body = { effectId, decision, seen: { state, attempts } };
    const at = `/api/funding/files/${fileId}/effect-decisions`;
    const { status, json } = await this.#desk.api("operator", "POST", at, body);
    this.#run.check(
      status === 200,
      `a decision about ${effect} was answered ${status} ${JSON.stringify(json)}`,
    );
    this.#decided += 1;
  }

  /** What the app says of each effect, beside what has come to the services. */
  #compare(rows: Kept[], when: string): void {
    for (const { effect, key, state } of rows) {
      const times = this.#outside.timesOf(this.#desk.tenantId, effect, key);
      if (times === null) continue;
      const fits = state === "sent" ? times === 1 : state === "unclear" ? times <= 1 : times === 0;
      this.#run.check(fits, `${when}, ${effect} ${key} is ${state} and there ${times} times`);
    }
  }

  /** The CRM has one contact and one opportunity of each client, where the newest of what went out put it. */
  #compareStandings(rows: Kept[]): void {
    const shown = new Map(rows.flatMap((row) => (stageOf(row) ? [[row.email, stageOf(row)]] : [])));
    for (const [email, stage] of shown) {
      const standing = this.#outside.standingOf(email ?? "");
      this.#run.check(standing === stage, `the CRM shows ${standing} of ${email}, and not ${stage}`);
    }
    this.#run.sometimes({ "a client was shown in the CRM": shown.size });
  }

  /** Each request reached Engine once at most, and the app says of each what is known. */
  async #offers(): Promise<void> {
    const read = async () =>
      (
        await this.#desk.owner.query<{ reference: string; state: string; isOpen: boolean }>(
          `select reference, state, state = 'answered' and completed_at is null as "isOpen" from funding_offer_request`,
        )
      ).rows;
    await this.#until("the offers are complete", async () => {
      await this.#desk.owner.query(
        "update funding_offer_request set next_poll_at = now() where next_poll_at > now()",
      );
      await lookBy(this.#desk.tenantId, new Date());
      return (await read()).every(({ isOpen }) => !isOpen);
    });
    const rows = await read();
    for (const { reference, state } of rows) {
      const times = this.#outside.leads.filter((one) => one === reference).length;
      const fits = state === "answered" ? times === 1 : state === "refused" ? times === 0 : times <= 1;
      this.#run.check(fits && state !== "asked", `a request for offers is ${state} and came ${times} times`);
    }
    const states = Object.entries(Object.groupBy(rows, ({ state }) => state));
    this.#run.figure(
      `offers asked for: ${states.map(([state, all]) => `${all?.length} ${state}`).join(", ")}`,
    );
  }

  async #walk(count: number): Promise<void> {
    const numbers = Array.from({ length: count }, (_, at) => this.#files + at);
    this.#files += count;
    await atOnce(numbers, WALKERS, (number) => walkFile(this.#desk, number));
  }

  /** Until nothing waits any more but for a person. */
  async #settle(): Promise<void> {
    await this.#until("nothing is queued any more", async () => {
      await this.#hurry();
      return (await this.#kept()).every(({ state }) => state !== "queued" && state !== "sending");
    });
  }

  /** Lets the waits after failures pass, of up to half an hour, and those that keep the CRM's pace. */
  async #hurry(): Promise<void> {
    await this.#desk.owner.query(
      "update funding_effect set next_attempt_at = now() where state = 'queued' and next_attempt_at > now()",
    );
    await this.#desk.owner.query("delete from integration_pace");
    await lookBy(this.#desk.tenantId, new Date());
  }

  async #kept(): Promise<Kept[]> {
    const { rows } = await this.#desk.owner.query<Kept>(
      `select effect_id as "effectId", file_id as "fileId", effect, state, attempts, last_error as "lastError",
        payload ->> 'email' as email, payload ->> 'stage' as stage,
        concat_ws('/', file_id, file_version, path, step, occurrence, effect, nullif(part, 1)) as key
       from funding_effect where state <> 'withdrawn' order by effect_id`,
    );
    return rows;
  }

  async #until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    while (!(await isSo())) {
      if (performance.now() > deadline) {
        const rows = (await this.#kept()).map(
          ({ effect, state, lastError }) => `${effect} ${state} ${lastError}`,
        );
        throw new Error(`It has not come to it that ${what}: ${rows.join("; ")}`);
      }
      await sleep(100);
    }
  }
}

/** Where an effect puts the client in the CRM; null for one that does not. */
function stageOf({ effect, stage }: Kept): string | null {
  const keys: Partial<Record<EffectKind, StageKey | null>> = {
    crm_stage: stage,
    crm_parking: "parked",
    crm_tag: "creditRepair",
    crm_closing: "creditRepair",
  };
  const key = keys[effect];
  return key ? CONFIGS.gohighlevel.parse({}).stages[key] : null;
}

/** The log knows no secret, no number and no client, and of faults outside it speaks as warnings at most. */
function nothingIsTold(run: Run, desk: Desk): void {
  for (const text of [...SECRETS, NUMBER, NUMBER.replaceAll("-", ""), "canary-", "mail.test"])
    run.check(!desk.app.hasLogged(text), `the log holds ${text}`);
  for (const line of desk.app.takeFaults())
    run.check(!line.includes('"level":"error"'), `the app logged a fault of its own: ${line}`);
}
