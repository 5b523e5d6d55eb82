import { setTimeout as sleep } from "node:timers/promises";
import { runCommand, startProgram } from "../cli/testing-process.ts";
import { openPool } from "../db/connect.ts";
import { deploymentFrom } from "../db/deployment.ts";
import { issueClientToken } from "../server/auth/client-tokens.ts";
import { judged } from "../server/domain/funding/testing-files.ts";
import { newMortgage, withDocument } from "../server/domain/mortgages/testing-mortgages.ts";
import { deliver, psxLoan, psxTrade } from "../server/domain/pipeline/testing-trades.ts";
import { verifyAudit } from "../server/domain/tenancy/verify-audit.ts";
import { App } from "./app.ts";
import { atOnce } from "./calls.ts";
import { type Desk, openDesk } from "./desk.ts";
import {
  newestMigration,
  OLDEST,
  olderDatabase,
  olderTenant,
  type Version,
  versionOf,
} from "./older-release.ts";
import type { Run, Suite } from "./suite.ts";

const AT_ONCE = 4;
/** While a kill has never hit a tenant under way, so many times the kills that were meant. */
const LONGEST = 5;
const PATIENCE_MS = 60_000;

export const migrations: Suite = {
  name: "migrations",
  promise:
    "A16 P6.6 a migration of many tenants that is killed at any moment leaves each of them wholly at one version, and the next run completes it",
  async run(run) {
    const desk = await openDesk({ isVerbsOnly: true });
    const app = await App.at({ PSSAAS_DATA_DIR: desk.dataDir });
    try {
      const fleet = await Fleet.at(run, desk, app);
      await fleet.killed();
      await fleet.completed();
    } finally {
      await app.stop().catch(() => undefined);
      await desk.close();
    }
  },
};

interface Tenant {
  slug: string;
  tenantId: string;
  databaseName: string;
  /** As it was made. */
  from: Version;
}

type Older = { name: string; version: Version };

/** Tenants of older releases, in front of a release that migrates them. */
class Fleet {
  readonly #run: Run;
  readonly #desk: Desk;
  readonly #app: App;
  readonly #to: Version;
  readonly #older: Older[];
  readonly #tenants: Tenant[] = [];
  readonly #met = { "a tenant under way": 0, "some migrated and others not": 0, "the app as it starts": 0 };

  private constructor(run: Run, desk: Desk, app: App, to: Version, older: Older[]) {
    this.#run = run;
    this.#desk = desk;
    this.#app = app;
    this.#to = to;
    this.#older = older;
  }

  static async at(run: Run, desk: Desk, app: App): Promise<Fleet> {
    const chance = run.dice();
    const newest = newestMigration();
    await work(desk);
    const older: Older[] = [];
    for (let n = 0; n < run.size(1, 3); n += 1) {
      const last = OLDEST + chance.below(newest - OLDEST);
      const name = await olderDatabase(last, desk.databaseName);
      older.push({ name, version: await versionOf(name) });
    }
    const fleet = new Fleet(run, desk, app, await versionOf(desk.databaseName), older);
    await fleet.#grow();
    return fleet;
  }

  /** @returns how many there are more */
  async #grow(): Promise<number> {
    const numbers = Array.from({ length: this.#run.size(6, 50) }, (_, at) => this.#tenants.length + at + 1);
    for (const number of numbers) {
      const { name, version } = this.#older[number % this.#older.length] as Older;
      const slug = `older-${number}`;
      this.#tenants.push({ slug, from: version, ...(await olderTenant(name, slug)) });
    }
    return numbers.length;
  }

  async killed(): Promise<void> {
    const chance = this.#run.dice(1);
    const count = this.#run.size(3, 20);
    const isMissing = () => Object.values(this.#met).includes(0);
    let kills = 0;
    let left = this.#tenants.length;
    while ((kills < count || isMissing()) && kills < count * LONGEST && this.#run.failures.length === 0) {
      if (left === 0) left = await this.#grow();
      kills += 1;
      const after = { tenants: chance.below(Math.max(1, left - 1)), ms: chance.below(60) };
      await this.#kill(kills % 3 === 0, after);
      left = await this.#look(`after kill ${kills}`);
    }
    this.#run.sometimes(this.#met);
    this.#run.figure(
      `${this.#tenants.length} tenants of ${this.#older.length} older releases, ${kills} kills`,
    );
  }

  /**
   * Of the command, or of the app, which migrates when it starts.
   * @param after so many tenants, and so many milliseconds
   */
  async #kill(isApp: boolean, after: { tenants: number; ms: number }): Promise<void> {
    const env = { PSSAAS_DATA_DIR: this.#desk.dataDir };
    const { child, ended } = isApp
      ? this.#app.launch()
      : startProgram("main.ts", ["tenant", "migrate", "--all"], env);
    const deadline = performance.now() + PATIENCE_MS;
    const begun = new Set<string>();
    const isTime = async () => {
      const now = await this.#underWay();
      for (const { database } of now) begun.add(database);
      return begun.size > 0 && begun.size - now.length >= after.tenants;
    };
    while (child.exitCode === null && !(await isTime()) && performance.now() < deadline) await sleep(5);
    await sleep(after.ms);
    const isWriting = (await this.#underWay()).some((one) => one.isWriting);
    child.kill("SIGKILL");
    await ended;
    if (isWriting) this.#met["a tenant under way"] += 1;
    if (isApp) this.#met["the app as it starts"] += 1;
    // The database notices a little later that nobody is there any more.
    while ((await this.#underWay()).length > 0 && performance.now() < deadline) await sleep(20);
  }

  /** The tenants that are being migrated, and whether inside of a transaction. */
  async #underWay(): Promise<{ database: string; isWriting: boolean }[]> {
    const { rows } = await this.#desk.owner.query<{ database: string; isWriting: boolean }>(
      `select datname as database, bool_or(xact_start is not null) as "isWriting" from pg_stat_activity
       where application_name = 'pssaas-migrate' and datname like '%\\_t\\_older%' group by 1`,
    );
    return rows;
  }

  /** Each is wholly what it was, or wholly what it is to be. @returns how many are still what they were */
  async #look(when: string): Promise<number> {
    let old = 0;
    await atOnce(this.#tenants, AT_ONCE, async ({ slug, databaseName, from }) => {
      const found = await versionOf(databaseName);
      const isOld = found.newest === from.newest && found.schema === from.schema;
      const isNew = found.newest === this.#to.newest && found.schema === this.#to.schema;
      if (isOld) old += 1;
      this.#run.check(isOld || isNew, `${when}, ${slug} is neither as it was nor as it is to be`);
      this.#run.check(found.content === from.content, `${when}, what ${slug} holds has changed`);
    });
    if (old > 0 && old < this.#tenants.length) this.#met["some migrated and others not"] += 1;
    return old;
  }

  async completed(): Promise<void> {
    const ran = await runCommand(["tenant", "migrate", "--all", "--json"], {
      PSSAAS_DATA_DIR: this.#desk.dataDir,
    });
    this.#run.check(ran.code === 0, `the last run ended with ${ran.code}: ${ran.stdout}${ran.stderr}`);
    this.#run.check(
      (await this.#look("at the end")) === 0,
      "a tenant is still of an older release at the end",
    );
    await this.#app.start();
    const { appRole, ...deployment } = deploymentFrom(process.env);
    await atOnce(this.#tenants, AT_ONCE, async ({ slug, tenantId, databaseName }) => {
      const pool = openPool(deployment.ownerUrl(databaseName), { max: 2 });
      const { violations } = await verifyAudit(pool, { tenantId, appRole });
      for (const { invariant, rule } of violations)
        this.#run.check(false, `${slug}: ${invariant} is broken (${rule})`);
      const { rows } = await pool.query("select 1 from funding_file where next_steps is null");
      this.#run.check(
        rows.length === 0,
        `what can be done now is not known of ${rows.length} files of ${slug}`,
      );
      await pool.end();
      await this.#serves(slug, tenantId);
    });
  }

  async #serves(slug: string, tenantId: string): Promise<void> {
    const issued = await issueClientToken({ tenantId, slug, role: "operator", name: "reader" }, new Date());
    const headers = { Authorization: `Bearer ${issued.token}` };
    for (const path of ["/api/pipeline/loans", "/api/funding/files", "/api/mortgages"]) {
      const answer = await fetch(this.#app.url + path, { headers });
      this.#run.check(answer.ok, `${path} of ${slug} was answered ${answer.status} ${await answer.text()}`);
    }
  }
}

/** Something of each module. */
async function work(desk: Desk): Promise<void> {
  const loans = Array.from({ length: 40 }, (_, n) => psxLoan(n + 1));
  const [admin, exchange] = [await desk.as("admin"), await desk.as("exchange")];
  await deliver(exchange, psxTrade("PSX-1", loans));
  for (let n = 0; n < 3; n += 1) await judged(admin);
  const { mortgageId } = await newMortgage(admin);
  await withDocument(admin, mortgageId);
}
