import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import type pg from "pg";
import { afterEach, describe, expect, test } from "vitest";
import { findPackage } from "./embedded/binaries.ts";
import { isAlive } from "./embedded/process.ts";
import {
  cleanUp,
  hold,
  homeEntries,
  isRoot,
  killHard,
  query,
  refusal,
  room,
  serverPid,
  serverProcesses,
  serverRuns,
  spawnBystander,
  spawnHolder,
  VARIANTS,
  type Variant,
} from "./embedded/testing.ts";
import { isEmbeddedIn, startEmbedded } from "./embedded.ts";

const PATIENCE = { timeout: 15_000, interval: 10 };
const KEEP = "CREATE TABLE kept AS SELECT 'safe' AS word";
/** Crashes lose the last commits unless the server waits for its log. */
const DURABLE = { options: { durable: true } };
const KEPT = [{ word: "safe" }];

afterEach(cleanUp);

describe.each(VARIANTS)("$title", (variant) => {
  const dataDir = () => path.join(room(variant), "data");

  test("a first start makes a UTF-8 database, durable, on loopback, run by an ordinary user", async () => {
    const held = await hold(variant, dataDir(), DURABLE);
    expect(held.url).toMatch(/^postgres:\/\/pssaas_owner:[\w-]{32}@127\.0\.0\.1:\d+\/pssaas$/);
    const names = [
      "fsync",
      "listen_addresses",
      "max_connections",
      "shared_buffers",
      "TimeZone",
      "server_encoding",
    ];
    const [settings] = await query(
      held.url,
      `SELECT ${names.map((n) => `current_setting('${n}') AS "${n}"`)}`,
    );
    expect(Object.values(settings ?? {})).toEqual([
      "on",
      "127.0.0.1",
      "200",
      expect.stringMatching(/^(\d{3}MB|1GB)$/),
      "UTC",
      "UTF8",
    ]);
    const password = path.join(held.clusterFolder, "../password");
    expect(statSync(password).mode & 0o777).toBe(0o600);
    expect(statSync(held.clusterFolder).uid).not.toBe(0);
    // A process group of its own, so that Ctrl-C does not reach it.
    const pid = serverPid(held.clusterFolder);
    const group = spawnSync("ps", ["-o", "pgid=", "-p", String(pid)], { encoding: "utf8" }).stdout;
    expect(Number(group)).toBe(pid);
    await held.stop();
    expect(serverRuns(held.clusterFolder)).toBe(false);
  });

  test("C37 what a failing statement held is not in the server's log: no row, no parameter, no literal", async () => {
    const folder = dataDir();
    const held = await hold(variant, folder);
    await query(
      held.url,
      "CREATE TABLE person (name text PRIMARY KEY, email text NOT NULL CHECK (email <> ''))",
    );
    await query(held.url, "INSERT INTO person VALUES ('Ann Lee', 'ann.lee@desk.test')");
    const failing = async (sql: string, values?: string[]) =>
      expect(
        await query(held.url, sql, values).then(
          () => "held",
          (error: pg.DatabaseError) => error.code,
        ),
      ).toMatch(/^23/);
    await failing("INSERT INTO person VALUES ('Ann Lee', 'ann.lee@desk.test')");
    await failing("INSERT INTO person VALUES ($1, $2)", ["Ann Lee", "ann.lee@desk.test"]);
    await failing("INSERT INTO person VALUES ($1, NULL)", ["Ann Lee"]);
    await failing("DO $$ BEGIN INSERT INTO person VALUES ('Bo Lee', ''); END $$");
    const log = readFileSync(path.join(held.clusterFolder, "../../server.log"), "utf8");
    expect(log).toContain('null value in column "email"');
    expect(log).toContain('violates check constraint "person_email_check"');
    expect(log).not.toMatch(/Ann|Bo Lee|ann\.lee/);
  });

  test("letters beyond ASCII are lowered, compared and cut into trigrams", async () => {
    const { url } = await hold(variant, dataDir(), { env: { LANG: "", LC_ALL: "" } });
    await query(url, "CREATE EXTENSION pg_trgm");
    const [row] = await query(
      url,
      `SELECT lower('NÚÑEZ') = 'núñez' AS lower, 'NÚÑEZ' ILIKE '%úñ%' AS ilike, show_trgm('NÚÑEZ') = show_trgm('núñez')
        AND show_trgm('NÚÑEZ') <> show_trgm('NEZ') AND cardinality(show_trgm('NÚÑEZ')) = 6 AS trgm,
        'a' < 'Á' COLLATE "en-x-icu" AND 'Á' < 'b' COLLATE "en-x-icu" AS icu`,
    );
    expect(row).toEqual({ lower: true, ilike: true, trgm: true, icu: true });
  });

  test("a second start is quick, keeps the data and the port", async () => {
    const folder = dataDir();
    const first = await hold(variant, folder);
    await query(first.url, KEEP);
    await first.stop();
    const second = await hold(variant, folder);
    expect(second.took).toBeLessThan(first.took);
    expect(second.url).toBe(first.url);
    expect(await query(second.url, "TABLE kept")).toEqual(KEPT);
  });

  test("a second process attaches, and the last one out stops the server", async () => {
    const folder = dataDir();
    const first = await hold(variant, folder);
    const second = await hold(variant, folder);
    expect(second.url).toBe(first.url);
    await first.stop();
    expect(await query(second.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await second.stop();
    expect(serverRuns(second.clusterFolder)).toBe(false);
  });

  test("a killed holder does not count", async () => {
    const folder = dataDir();
    const [killed, other] = [await hold(variant, folder), await hold(variant, folder)];
    await killed.kill();
    await other.stop();
    expect(serverRuns(other.clusterFolder)).toBe(false);
  });

  test("kill -9 of the only holder: the next start attaches to the server left over", async () => {
    const folder = dataDir();
    const first = await hold(variant, folder, DURABLE);
    await query(first.url, KEEP);
    const pid = serverPid(first.clusterFolder);
    await first.kill();
    const second = await hold(variant, folder, DURABLE);
    expect(serverPid(second.clusterFolder)).toBe(pid);
    expect(await query(second.url, "TABLE kept")).toEqual(KEPT);
    await second.stop();
    expect(isAlive(pid)).toBe(false);
  });

  test("A2: kill -9 of the server, and of its first process alone: who keeps it up has it again where it was", async () => {
    const folder = dataDir();
    const keeper = await hold(variant, folder, { options: { durable: true, keepsUp: true } });
    await query(keeper.url, KEEP);
    const all = () => serverProcesses(keeper.url);
    const first = async () => [serverPid(keeper.clusterFolder)];
    for (const whom of [all, first]) {
      const before = serverPid(keeper.clusterFolder);
      for (const pid of await whom()) tryKill(pid);
      const rows = () => query(keeper.url, "TABLE kept").catch((error: Error) => error.message);
      await expect.poll(rows, PATIENCE).toEqual(KEPT);
      expect(serverPid(keeper.clusterFolder)).not.toBe(before);
    }
    await keeper.stop();
    expect(serverRuns(keeper.clusterFolder)).toBe(false);
  });

  test("kill -9 of the whole server while its holder lives: the next start makes a new one", async () => {
    const folder = dataDir();
    const first = await hold(variant, folder, DURABLE);
    await query(first.url, KEEP);
    for (const pid of await serverProcesses(first.url)) tryKill(pid);
    const second = await hold(variant, folder, DURABLE);
    expect(await query(second.url, "TABLE kept")).toEqual(KEPT);
    expect(await query(first.url, "TABLE kept")).toEqual(KEPT);
    await second.stop();
    expect(serverRuns(first.clusterFolder)).toBe(true);
    await first.stop();
    expect(serverRuns(first.clusterFolder)).toBe(false);
  });

  test("kill -9 of the server's first process only, with a backend at work", async () => {
    const folder = dataDir();
    const first = await hold(variant, folder, DURABLE);
    await query(first.url, KEEP);
    const working = query(first.url, "SELECT pg_sleep(60)").catch(() => "cut off");
    await expect
      .poll(
        () =>
          query(first.url, "SELECT count(*)::int AS n FROM pg_stat_activity WHERE query LIKE '%sleep(60)'"),
        PATIENCE,
      )
      .toEqual([{ n: 1 }]);
    tryKill(serverPid(first.clusterFolder));
    const second = await hold(variant, folder, DURABLE);
    expect(await query(second.url, "TABLE kept")).toEqual(KEPT);
    expect(await working).toBe("cut off");
  });

  test("a stale postmaster.pid whose number now belongs to somebody else", async () => {
    const folder = dataDir();
    const first = await hold(variant, folder);
    await query(first.url, KEEP);
    await first.stop();
    const pidFile = path.join(first.clusterFolder, "postmaster.pid");
    const bystander = spawnBystander(variant);
    const port = new URL(first.url).port;
    writeFileSync(
      pidFile,
      `${bystander.pid}\n${first.clusterFolder}\n1\n${port}\n\n127.0.0.1\n0 0\nready   \n`,
    );
    const second = await hold(variant, folder);
    expect(await query(second.url, "TABLE kept")).toEqual(KEPT);
    expect(bystander.exitCode).toBe(null);
  });

  test("a first start killed while it makes the cluster leaves nothing in the way", async () => {
    const folder = dataDir();
    const { child } = spawnHolder(variant, folder);
    await expect.poll(() => existsSync(folder) && halfMade(folder), PATIENCE).toBe(true);
    await killHard(child);
    expect(existsSync(path.join(folder, "postgres/cluster"))).toBe(false);
    const held = await hold(variant, folder);
    expect(await query(held.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await held.stop();
    await (await hold(variant, folder)).stop();
    expect(homeEntries(folder).filter((entry) => entry.startsWith("making"))).toEqual([]);
  });

  test("four processes at once on an empty folder share one server", async () => {
    const folder = dataDir();
    const all = await Promise.all([1, 2, 3, 4].map(() => hold(variant, folder)));
    expect(new Set(all.map((held) => held.url)).size).toBe(1);
    await Promise.all(all.map((held) => held.stop()));
    expect(serverRuns(all[0]!.clusterFolder)).toBe(false);
  });

  test("starts and stops that cross each other never meet a missing server", async () => {
    const folder = dataDir();
    await (await hold(variant, folder)).stop();
    const turns = [1, 2, 3].map(async () => {
      for (let round = 0; round < 3; round++) {
        const held = await hold(variant, folder);
        expect(await query(held.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
        await held.stop();
      }
    });
    await Promise.all(turns);
  });

  test("library links that a skipped install script left out are made", async () => {
    const binaries = packageWithoutLinks(variant);
    const held = await hold(variant, dataDir(), { surroundings: { binaries } });
    expect(await query(held.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    expect(lstatSync(path.join(binaries, "native/lib/libpq.so.5")).isSymbolicLink()).toBe(true);
  });

  test("programs that cannot be run or completed where they are get copied, once", async () => {
    const binaries = packageWithoutLinks(isRoot ? { title: "as root" } : variant);
    chmodSync(path.join(binaries, "native/lib"), 0o555);
    if (isRoot && !variant.user) chmodSync(binaries, 0o700);
    const folder = dataDir();
    const first = await hold(variant, folder, { surroundings: { binaries } });
    expect(first.lines.join()).toContain("Copying the database programs");
    await first.stop();
    const second = await hold(variant, folder, { surroundings: { binaries } });
    expect(second.lines).toEqual([]);
    expect(second.took).toBeLessThan(first.took);
    chmodSync(path.join(binaries, "native/lib"), 0o755);
  });

  test("no TMPDIR, an unknown locale and PG variables that point elsewhere do not matter", async () => {
    const env = {
      TMPDIR: "/proc/nowhere",
      LANG: "xx_YY.nothing",
      LC_ALL: "tlh_QO.UTF-9",
      PGDATA: "/nowhere",
      PGPORT: "1",
      PGHOST: "nowhere",
      PGSSLMODE: "require",
      PGOPTIONS: "-c bad=1",
    };
    const { url } = await hold(variant, dataDir(), { env });
    const locale =
      "SELECT datctype AS c, pg_encoding_to_char(encoding) AS e FROM pg_database WHERE datname = 'pssaas'";
    expect(await query(url, locale)).toEqual([{ c: "C.UTF-8", e: "UTF8" }]);
  });

  test("a data folder of a newer or older PostgreSQL is refused, with what to do", async () => {
    const folder = dataDir();
    const held = await hold(variant, folder);
    await held.stop();
    for (const [version, code, words] of [
      ["99", "NEWER_DATA_FOLDER", /newer release/],
      ["14", "OLDER_DATA_FOLDER", /`db backup` with the older release/],
    ] as const) {
      writeFileSync(path.join(held.clusterFolder, "PG_VERSION"), `${version}\n`);
      const refused = await refusal(variant, folder);
      expect(refused.code).toBe(code);
      expect(refused.message).toMatch(words);
    }
  });

  test("a data folder that cannot be made is refused in one sentence", async () => {
    const file = path.join(room(variant), "file");
    writeFileSync(file, "");
    const refused = await refusal(variant, path.join(file, "data"));
    expect(refused.code).toBe("DATA_FOLDER_UNWRITABLE");
    expect(refused.message).toMatch(/^The folder .* cannot be written .*\.$/);
  });

  test("a data folder moved while its server runs keeps that server", async () => {
    const folder = dataDir();
    const first = await hold(variant, folder);
    const pid = serverPid(first.clusterFolder);
    await first.kill();
    renameSync(folder, `${folder}-moved`);
    const second = await hold(variant, `${folder}-moved`);
    expect(serverPid(second.clusterFolder)).toBe(pid);
  });

  // Told by seconds of silence: once is enough.
  test.runIf(variant === VARIANTS[0])("a server that hangs is removed once nobody uses it", async () => {
    const folder = dataDir();
    const first = await hold(variant, folder, DURABLE);
    await query(first.url, KEEP);
    const processes = await serverProcesses(first.url);
    for (const pid of processes) if (isAlive(pid)) process.kill(pid, "SIGSTOP");
    const refused = await refusal(variant, folder);
    expect(refused.message).toContain("another process uses it");
    await first.kill();
    const second = await hold(variant, folder, DURABLE);
    expect(await query(second.url, "TABLE kept")).toEqual(KEPT);
    expect(processes.filter(isAlive)).toEqual([]);
  });

  test.runIf(variant === VARIANTS[0])(
    "a server that is slow once is taken, also while others use it",
    async () => {
      const folder = dataDir();
      const first = await hold(variant, folder);
      const pid = serverPid(first.clusterFolder);
      process.kill(pid, "SIGSTOP");
      // Longer than it is waited for once.
      setTimeout(() => process.kill(pid, "SIGCONT"), 6_500);
      const second = await hold(variant, folder);
      expect(serverPid(second.clusterFolder)).toBe(pid);
    },
  );

  test("the log is bounded, and its end comes with a failed start", async () => {
    const folder = dataDir();
    const held = await hold(variant, folder);
    await held.stop();
    const log = path.join(folder, "postgres/server.log");
    writeFileSync(log, "x".repeat(11 * 1024 * 1024));
    writeFileSync(path.join(held.clusterFolder, "postgresql.conf"), "no_such_setting = 1\n", { flag: "a" });
    const refused = await refusal(variant, folder);
    expect(refused.code).toBe("START_FAILED");
    expect(refused.detail).toContain("no_such_setting");
    expect(statSync(log).size).toBeLessThan(10_000);
    expect(existsSync(`${log}.1`)).toBe(true);
  });
});

test("two holds in one process count as two", async () => {
  const dataDir = path.join(room({ title: "" }), "data");
  const first = await startEmbedded({ dataDir, durable: false });
  const second = await startEmbedded({ dataDir, durable: false });
  await first.stop();
  await first.stop();
  expect(await query(second.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  await second.stop();
  expect(serverRuns(second.clusterFolder)).toBe(false);
});

test("a data folder that only another user may enter is not one without a database", () => {
  const dataDir = path.join(room({ title: "" }), "data");
  expect(isEmbeddedIn(dataDir)).toBe(false);
  mkdirSync(path.join(dataDir, "postgres"), { recursive: true });
  expect(isEmbeddedIn(dataDir)).toBe(true);
  chmodSync(dataDir, 0o000);
  if (isRoot) process.seteuid?.("nobody");
  try {
    expect(() => isEmbeddedIn(dataDir)).toThrow(
      `The data folder ${dataDir} cannot be looked into (EACCES): run this as the user who runs the app`,
    );
  } finally {
    if (isRoot) process.seteuid?.("root");
    chmodSync(dataDir, 0o700);
  }
});

test("a platform without programs is told about DATABASE_URL", async () => {
  const dataDir = path.join(room({ title: "" }), "data");
  const start = startEmbedded({ dataDir }, { platform: "sunos-sparc" });
  await expect(start).rejects.toMatchObject({
    code: "NO_BINARY",
    message: expect.stringMatching(
      /^There is no embedded database for this platform .* DATABASE_URL to it\.$/,
    ),
  });
});

describe.runIf(isRoot)("as root, in a folder that only root can enter", () => {
  const root: Variant = { title: "as root" };

  test("cluster and programs go to a system folder, and are found again", async () => {
    const dataDir = path.join(room(root, 0o700), "data");
    const systemFolder = path.join(room(root), "system");
    const binaries = path.join(room(root, 0o700), "package");
    cpSync(findPackage("linux-x64").folder, binaries, { recursive: true, verbatimSymlinks: true });
    const wishes = { surroundings: { systemFolder, binaries } };
    const first = await hold(root, dataDir, wishes);
    expect(first.clusterFolder.startsWith(`${systemFolder}/`)).toBe(true);
    expect(first.lines.join()).toContain(
      `The database is kept in ${path.join(first.clusterFolder, "../..")}`,
    );
    await query(first.url, KEEP);
    await first.stop();
    const second = await hold(root, dataDir, wishes);
    expect(await query(second.url, "TABLE kept")).toEqual(KEPT);
    await second.stop();
    rmSync(systemFolder, { recursive: true });
    expect((await refusal(root, dataDir, wishes)).code).toBe("CLUSTER_MISSING");
  });

  test("a first start killed there leaves nothing in the way", async () => {
    const dataDir = path.join(room(root, 0o700), "data");
    const wishes = { surroundings: { systemFolder: path.join(room(root), "system") } };
    const { child } = spawnHolder(root, dataDir, wishes);
    await expect.poll(() => existsSync(path.join(dataDir, "postgres/location.json")), PATIENCE).toBe(true);
    await killHard(child);
    const held = await hold(root, dataDir, wishes);
    expect(await query(held.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("only our own folder is opened for passing through", async () => {
    const dataDir = path.join(room(root), "data");
    mkdirSync(dataDir, { mode: 0o700 });
    const held = await hold(root, dataDir);
    expect(held.clusterFolder.startsWith(dataDir)).toBe(true);
    expect(statSync(dataDir).mode & 0o777).toBe(0o711);
  });

  test("an ordinary user's cluster keeps its owner when root uses it", async () => {
    const ordinary = VARIANTS[1]!;
    const dataDir = path.join(room(ordinary), "data");
    await (await hold(ordinary, dataDir)).stop();
    const held = await hold(root, dataDir);
    expect(statSync(path.join(held.clusterFolder, "postmaster.pid")).uid).toBe(ordinary.user?.uid);
    const attached = await hold(ordinary, dataDir);
    expect(attached.url).toBe(held.url);
    await held.stop();
    await attached.stop();
    await (await hold(ordinary, dataDir)).stop();
  });

  test("root's cluster is refused to an ordinary user, with the reason", async () => {
    const dataDir = path.join(room(root), "data");
    await (await hold(root, dataDir)).stop();
    expect((await refusal(VARIANTS[1]!, dataDir)).code).toBe("DATA_FOLDER_UNWRITABLE");
  });
});

/** Whether initdb has begun in `<dataDir>/postgres/making-…`. */
function halfMade(dataDir: string): boolean {
  const home = path.join(dataDir, "postgres");
  if (!existsSync(home)) return false;
  return homeEntries(dataDir).some(
    (entry) => existsSync(path.join(home, entry, "data/PG_VERSION")) && entry !== "cluster",
  );
}

function packageWithoutLinks(variant: Variant): string {
  const folder = path.join(room(variant), "package");
  const from = findPackage(`${process.platform}-${process.arch}`).folder;
  cpSync(from, folder, { recursive: true, filter: (source) => !lstatSync(source).isSymbolicLink() });
  if (variant.user) spawnSync("chown", ["-R", `${variant.user.uid}:${variant.user.gid}`, folder]);
  return folder;
}

function tryKill(pid: number): void {
  if (isAlive(pid)) process.kill(pid, "SIGKILL");
}
