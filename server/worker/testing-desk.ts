import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "vitest";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import type { EffectKind } from "../domain/funding/model/effects.ts";
import type { PrimaryPath } from "../domain/funding/model/paths.ts";
import { retryEffect } from "../domain/funding/retry-effect.ts";
import { saveOperator } from "../domain/funding/save-operator.ts";
import { JUDGED_AT } from "../domain/funding/testing-files.ts";
import { type CLIENTS, fileOf, progressFor, WALKS, walked } from "../domain/funding/testing-steps.ts";
import type { Orders } from "./testing-killed-process.ts";
import { Outside } from "./testing-outside.ts";

/** How an effect comes to be: which client, and the step that sends it after the one before. */
export type Kind = [client: keyof typeof CLIENTS, path: PrimaryPath, before: string, step: string];

/** An effect as the database has it. */
export interface Kept {
  effectId: number;
  fileId: number;
  effect: EffectKind;
  state: string;
  attempts: number;
  email: string;
  key: string;
}

const EVERYTHING = 1_000;

let clients = 0;

/** A tenant whose work is done by processes that are killed, with the systems outside that it reaches. */
export class Desk {
  readonly tenant: TestTenant;
  readonly outside: Outside;
  /** Loading takes longer than what is then done: the next process loads meanwhile. */
  #next: { child: ChildProcess; ended: Promise<unknown[]> } | null = null;

  private constructor(tenant: TestTenant, outside: Outside) {
    this.tenant = tenant;
    this.outside = outside;
  }

  static async open(): Promise<Desk> {
    const [tenant, outside] = await Promise.all([testTenant({ now: JUDGED_AT }), Outside.start()]);
    await outside.setUp(tenant.as("admin", "ann@desk.test"));
    const terms = { version: 0, displayName: null, feePercent: "9", affiliateLink: "https://asap.test/ann" };
    await saveOperator(tenant.as("admin"), { operator: "ann@desk.test", ...terms });
    return new Desk(tenant, outside);
  }

  get ann() {
    return this.tenant.as("operator", "ann@desk.test");
  }

  /** A file before the step, of which nothing waits to be sent, and what has to be asked for. */
  async beforeStep([client, own, before, step]: Kind) {
    // What shows one client outside goes one after the other, so each file is of another.
    const fileId = await fileOf(this.ann, client, { email: `client-${++clients}@home.test` });
    await walked(this.ann, fileId, own, before);
    await this.withdraw(fileId);
    const { version } = await progressFor(this.ann, fileId);
    const data = (WALKS[own] as [string, string, object?][]).find(([, id]) => id === step)?.[2] ?? {};
    return { fileId, version, path: own, step, data, requestId: `press ${fileId}` };
  }

  /** What of a file is queued, but for one kind: it is not what is looked at. */
  async withdraw(fileId: number, but?: EffectKind): Promise<void> {
    await this.tenant.owner.query(
      `update funding_effect set state = 'withdrawn', next_attempt_at = null
       where state = 'queued' and file_id = $1 and effect is distinct from $2`,
      [fileId, but ?? null],
    );
  }

  /** @returns whether it was killed on the way */
  async carriedOut(work: Orders["work"], at = 0): Promise<boolean> {
    // How many calls others have made is not what is looked at.
    await this.tenant.owner.query("delete from integration_pace");
    const { child, ended } = this.#next ?? this.#process();
    const { databaseName, clock } = this.tenant;
    const now = clock.now.toISOString();
    const crm = this.outside.crmServer.base;
    const orders: Orders = { tenant: this.ann.tenant, databaseName, now, work, at, crm };
    child.send(orders);
    this.#next = this.#process();
    const [code, signal] = await ended;
    if (signal !== "SIGKILL" && code !== 0) throw new Error(`the process ended with ${code ?? signal}`);
    return signal === "SIGKILL";
  }

  #process() {
    const child = spawn(process.execPath, [path.join(import.meta.dirname, "testing-killed-process.ts")], {
      env: {
        ...process.env,
        PSSAAS_PRIVATE_HOSTS: this.outside.hosts,
        NODE_COMPILE_CACHE: path.join(tmpdir(), "pssaas-killed-processes"),
      },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    return { child, ended: once(child, "exit") };
  }

  async kept(effect?: EffectKind): Promise<Kept[]> {
    const { rows } = await this.tenant.owner.query<Kept>(
      `select effect_id as "effectId", file_id as "fileId", effect, state, attempts,
        coalesce(payload ->> 'to', payload ->> 'email') as email,
        concat_ws('/', file_id, file_version, path, step, occurrence, effect, nullif(part, 1)) as key
       from funding_effect where state <> 'withdrawn' and ($1::text is null or effect = $1) order by effect_id`,
      [effect ?? null],
    );
    return rows;
  }

  /** How often it is there, outside. */
  countOf({ effect, email, key }: Kept): number {
    return this.outside.countOf(effect, email, key);
  }

  /** Later than any lease and any wait, another process sends what there is to send. */
  async takenOver(): Promise<void> {
    const { clock } = this.tenant;
    clock.now = new Date(clock.now.getTime() + 3_600_000);
    expect(await this.carriedOut({ send: EVERYTHING })).toBe(false);
  }

  /** A person looks at what is unclear: outside it is there, or it is not and is sent again. */
  async decided(unclear: Kept[]): Promise<void> {
    for (const effect of unclear) {
      const { fileId, effectId, state, attempts } = effect;
      const decision = this.countOf(effect) === 1 ? "was_sent" : "send_again";
      await retryEffect(this.ann, { fileId, effectId, decision, seen: { state, attempts } });
    }
    await this.takenOver();
  }

  async close(): Promise<void> {
    this.#next?.child.kill("SIGKILL");
    await Promise.all([this.#next?.ended, this.outside.close(), this.tenant.close()]);
  }
}
