import { randomBytes } from "node:crypto";
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runCommand } from "../cli/testing-process.ts";
import { client } from "../server/domain/funding/testing-files.ts";
import { PDF } from "../server/domain/mortgages/testing-mortgages.ts";
import { type Desk, openDesk } from "./desk.ts";
import { SmallDisk } from "./small-disk.ts";
import type { Run, Suite } from "./suite.ts";
import { Writers } from "./writers.ts";

/** Room for the databases and their log; how much it is does not matter, since it is filled up. */
const DISK_MB = 512;
const WRITERS = 4;
const PATIENCE_MS = 30_000;
const RECOVERY_MS = 15_000;

export const diskFull: Suite = {
  name: "disk-full",
  promise:
    "A2 C11 on a full disk writes are refused and nothing is torn, what is there can be read, and with room again everything goes on by itself",
  async run(run) {
    let disk: SmallDisk | null = null;
    const place = (folder: string) => {
      disk = SmallDisk.over(folder, DISK_MB);
      return () => disk?.unmount();
    };
    const desk = await openDesk({ place });
    try {
      if (disk === null) run.skip("no file system may be mounted here (that takes root's rights)");
      else await new Fullness(run, desk, disk, await Writers.at(run, desk, WRITERS)).show();
    } finally {
      await desk.close();
    }
  },
};

class Fullness {
  readonly #run: Run;
  readonly #desk: Desk;
  readonly #disk: SmallDisk;
  readonly #writers: Writers;
  readonly #met = { "a write that was refused": 0, "a database that fell over": 0 };
  #slowest = 0;
  #fileId = 0;

  constructor(run: Run, desk: Desk, disk: SmallDisk, writers: Writers) {
    this.#run = run;
    this.#desk = desk;
    this.#disk = disk;
    this.#writers = writers;
  }

  async show(): Promise<void> {
    const body = client({ email: "papers@mail.test", operator: this.#desk.adminEmail });
    this.#fileId = (await this.#desk.api("operator", "POST", "/api/funding/files", body)).json.fileId;
    const count = this.#run.size(1, 10);
    for (let round = 1; round <= count && this.#run.failures.length === 0; round += 1)
      for (const isLogFull of [false, true]) {
        const when = `round ${round}${isLogFull ? ", the log as well" : ""}`;
        this.#writers.begin(2 * round + Number(isLogFull));
        await this.#writers.untilAcknowledged(2 * WRITERS);
        this.#disk.fill();
        await this.#refused();
        if (isLogFull) await this.#fallsOver();
        else await this.#besides(when);
        this.#disk.makeRoom();
        await this.#recovered(when);
        await this.#writers.end();
        await this.#writers.compare(when);
        await this.#desk.audit(this.#run, when);
      }
    this.#run.sometimes({ ...this.#met, ...this.#writers.acknowledged });
    this.#run.figure(`${2 * count} times full, ${this.#writers.told} writes acknowledged`);
    this.#run.figure(`${this.#met["a write that was refused"]} writes refused while it was`);
    this.#run.figure(`writes again at most ${this.#slowest.toFixed(0)} ms after there was room`);
  }

  /** Until writes have been refused; whatever room comes up is taken, and reading goes on. */
  async #refused(): Promise<void> {
    const from = this.#writers.unknown;
    const wanted = from + this.#run.size(10, 50);
    const deadline = performance.now() + PATIENCE_MS;
    while (this.#writers.unknown < wanted && performance.now() < deadline) {
      this.#disk.fill();
      const { status, json } = await this.#desk.api("operator", "GET", "/api/pipeline/loans?pageSize=5");
      this.#run.check(status === 200, `a list was answered ${status} ${JSON.stringify(json)} on a full disk`);
      await sleep(50);
    }
    this.#met["a write that was refused"] += this.#writers.unknown - from;
  }

  /** A document, which always takes room, and backups: to that disk, and to another one. */
  async #besides(when: string): Promise<void> {
    const { status, code, message } = await this.#upload(`full ${when}`);
    this.#run.check(
      status === 503 && code === "UNAVAILABLE" && /no room left/.test(message),
      `${when}: a document was answered ${status} ${code}: ${message}`,
    );
    const file = path.join(this.#desk.dataDir, "full.pssaas");
    this.#disk.fill();
    const backup = await this.#backup(file);
    this.#run.check(
      backup.code === 1 && backup.stderr.startsWith(`There is no room left for ${file}`),
      `${when}: a backup to the full disk ended with ${backup.code}: ${backup.stdout}${backup.stderr}`,
    );
    const left = readdirSync(this.#desk.dataDir).filter((one) => one.includes(path.basename(file)));
    this.#run.check(left.length === 0, `${when}: a backup to the full disk has left ${left.join()}`);
    const elsewhere = `${this.#desk.dataDir}.pssaas`;
    const saved = await this.#backup(elsewhere);
    this.#run.check(saved.code === 0, `${when}: no backup of the full disk to another one: ${saved.stderr}`);
    rmSync(elsewhere, { force: true });
    this.#disk.makeRoom();
    const again = await this.#upload(`room ${when}`);
    this.#run.check(again.status < 300, `${when}: with room a document was answered ${again.status}`);
  }

  #backup(file: string) {
    const args = ["db", "backup", "--tenant", this.#desk.slug, "--file", file];
    return runCommand(args, { PSSAAS_DATA_DIR: this.#desk.dataDir });
  }

  async #upload(name: string): Promise<{ status: number; code: string; message: string }> {
    const query = new URLSearchParams({ name: `${name}.pdf`, kind: "bank_statement" });
    const address = `${this.#desk.app.url}/api/funding/files/${this.#fileId}/documents?${query}`;
    const response = await fetch(address, {
      method: "POST",
      headers: { ...this.#desk.bearer("operator"), "Content-Type": "application/octet-stream" },
      body: Buffer.concat([PDF, randomBytes(300_000)]),
    });
    const { code = "", message = "" } = await response.json();
    return { status: response.status, code, message };
  }

  /** Nothing more can be written into the log of the database either, which it does not survive. */
  async #fallsOver(): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    while (performance.now() < deadline) {
      this.#disk.fill();
      // Each begins another file of the log.
      await this.#desk.owner.query("select pg_switch_wal()").catch(() => undefined);
      const response = await fetch(`${this.#desk.app.url}/api/ready`);
      await response.body?.cancel();
      if (response.status !== 503) continue;
      this.#met["a database that fell over"] += 1;
      // It cannot come up again without room.
      return sleep(this.#run.size(500, 5_000));
    }
  }

  async #recovered(when: string): Promise<void> {
    const began = performance.now();
    await this.#writers.untilAcknowledged(2 * WRITERS);
    const took = performance.now() - began;
    this.#slowest = Math.max(this.#slowest, took);
    this.#run.check(
      took < RECOVERY_MS,
      `${when}: writes were acknowledged ${took.toFixed(0)} ms after there was room`,
    );
  }
}
