import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPool } from "../db/connect.ts";
import { closeControlDatabase } from "../db/control/client.ts";
import { deploymentFrom } from "../db/deployment.ts";
import { requireTenant } from "../server/domain/tenancy/tenant-rows.ts";
import { runCommand } from "./testing-process.ts";

/** The commands as people and scripts run them: processes with output, reasons and exit codes. */
let folder: string;
const slug = `c-${randomBytes(5).toString("hex")}`;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "pssaas-cli-"));
  await create(slug);
  expect((await cli("demo", "seed", "--tenant", slug, "--loans", "40")).code).toBe(0);
  expect((await cli("db", "backup", "--tenant", slug, "--file", backup())).code).toBe(0);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function cli(...args: string[]) {
  const { DATABASE_URL = "", AUTH_SECRET = "" } = process.env;
  return runCommand(args, { DATABASE_URL, AUTH_SECRET, PSSAAS_DATA_DIR: folder });
}

const admin = ["--admin-email", `admin@${slug}.test`, "--admin-password", "correct horse battery"];

/** Of the tenant that all tests look at; one that a test changes is its own. */
const backup = () => path.join(folder, "backup");

function create(tenant: string) {
  const named = ["--slug", tenant, "--name", "Ledgerline", "--principal", "LEDGER"];
  return cli("tenant", "create", ...named, ...admin, "--json");
}

test("P6.6 tenant create answers {tenantId, slug, webhookKey}, and again the same tenant without a key", async () => {
  const name = `${slug}-n`;
  const [first, second] = [await create(name), await create(name)];
  expect([first.code, first.stderr, second.code]).toEqual([0, "", 0]);
  const made = JSON.parse(first.stdout);
  expect(made).toEqual({
    tenantId: expect.any(String),
    slug: name,
    webhookKey: expect.stringMatching(/^psx_/),
  });
  expect(JSON.parse(second.stdout)).toEqual({ ...made, webhookKey: null });
});

test("P6.6 a refusal names the option on stderr, prints nothing else and exits 1", async () => {
  const refused = await cli(
    "tenant",
    "create",
    "--slug",
    "X!",
    "--name",
    "X",
    "--principal",
    "X",
    ...admin,
    "--json",
  );
  expect(refused.code).toBe(1);
  expect(refused.stdout).toBe("");
  expect(refused.stderr).toMatch(/^--slug must have .*\.\n$/);
});

test("P6.6 where there is no database, only tenant create makes one: anything else names the folder and makes nothing", async () => {
  const PSSAAS_DATA_DIR = path.join(folder, "elsewhere");
  // Where root runs this, the server's user has to get in; otherwise the database would be kept outside of the folder.
  chmodSync(folder, 0o711);
  for (const args of [
    ["db", "backup", "--tenant", slug, "--file", path.join(folder, "none")],
    ["tenant", "list"],
  ]) {
    const refused = await runCommand(args, { PSSAAS_DATA_DIR });
    expect([refused.code, refused.stdout, existsSync(PSSAAS_DATA_DIR)]).toEqual([1, "", false]);
    expect(refused.stderr).toBe(
      `There is no database in ${PSSAAS_DATA_DIR}: set PSSAAS_DATA_DIR to the data folder of the app, or DATABASE_URL.\n`,
    );
  }
  const named = ["--slug", slug, "--name", "Ledgerline", "--principal", "LEDGER"];
  const made = await runCommand(["tenant", "create", ...named, ...admin], { PSSAAS_DATA_DIR });
  expect([made.code, made.stderr]).toEqual([0, ""]);
  const listed = await runCommand(["tenant", "list", "--json"], { PSSAAS_DATA_DIR });
  expect([listed.code, JSON.parse(listed.stdout).tenants.length]).toEqual([0, 1]);
});

test("wrong usage shows the usage and exits 2", async () => {
  for (const args of [["nonsense"], ["key"], ["key", "rotate"], ["tenant", "list", "--loud"]]) {
    const wrong = await cli(...args);
    expect([wrong.code, wrong.stdout]).toEqual([2, ""]);
    expect(wrong.stderr).toContain("npm run -s cli -- ");
  }
  expect((await cli("key", "rotate", "--help")).code).toBe(0);
});

test("P2.4 A14 demo, audit, backup and restore: a restored tenant is as clean as the first; damage is found", async () => {
  const verified = await cli("audit", "verify", "--tenant", slug, "--json");
  expect([verified.code, JSON.parse(verified.stdout).clean]).toEqual([0, true]);
  expect((await cli("audit", "verify", "--tenant", "nobody-here")).code).toBe(2);

  const file = backup();
  await create(`${slug}-b`);
  const damaged = path.join(folder, "damaged");
  writeFileSync(damaged, readFileSync(file).subarray(0, -40));
  expect((await cli("db", "restore", "--tenant", `${slug}-b`, "--file", damaged)).code).toBe(1);
  const restored = await cli("db", "restore", "--tenant", `${slug}-b`, "--file", file, "--json");
  expect([restored.code, restored.stderr]).toEqual([0, ""]);
  expect((await cli("audit", "verify", "--tenant", `${slug}-b`)).code).toBe(0);
  expect((await cli("db", "restore", "--tenant", `${slug}-b`, "--file", file)).code).toBe(1);
});

test("I18 A5 audit head and audit verify --head: 0 while the logs begin as they did, 1 when not, 2 when nobody can say", async () => {
  const [file, other] = [path.join(folder, "head.json"), path.join(folder, "changed.json")];
  await create(`${slug}-r`);
  expect((await cli("db", "restore", "--tenant", `${slug}-r`, "--file", backup())).code).toBe(0);
  const taken = await cli("audit", "head", "--tenant", slug, "--file", file);
  expect([taken.code, taken.stderr]).toEqual([0, ""]);
  expect(taken.stdout).toMatch(
    /^Wrote the head of 16 logs with \d+ rows to .*head\.json\.\nIts hash: [0-9a-f]{64}\n$/,
  );
  const printed = JSON.parse((await cli("audit", "head", "--tenant", slug, "--json")).stdout);
  expect(printed.logs).toEqual(JSON.parse(readFileSync(file, "utf8")).logs);
  const verify = (tenant: string, head: string, ...more: string[]) =>
    cli("audit", "verify", "--tenant", tenant, "--head", head, ...more, "--json");

  const clean = await verify(slug, file);
  expect([clean.code, clean.stderr, JSON.parse(clean.stdout).clean]).toEqual([0, "", true]);
  const copy = await verify(`${slug}-r`, file);
  expect([copy.code, copy.stdout]).toEqual([2, ""]);
  expect(copy.stderr).toContain(`say so: --restored-from ${slug}.`);
  writeFileSync(other, readFileSync(file, "utf8").replace('"last": ', '"last": 1'));
  const changed = await verify(slug, other);
  expect([changed.code, changed.stdout]).toEqual([2, ""]);
  expect(changed.stderr).toContain("was changed after it was written");
  expect((await verify(slug, path.join(folder, "none.json"))).code).toBe(2);
  expect((await cli("audit", "verify", "--tenant", slug, "--restored-from", slug)).code).toBe(2);
  expect((await cli("audit", "head", "--tenant", "nobody-here")).code).toBe(2);

  await damage(
    `${slug}-r`,
    "delete from mortgage_audit; delete from pipeline_loan_history where history_id = 7",
  );
  const told = await verify(`${slug}-r`, file, "--restored-from", slug);
  expect(told.code).toBe(1);
  const { violations } = JSON.parse(told.stdout) as { violations: { invariant: string; rule: string }[] };
  expect(violations.filter(({ invariant }) => invariant === "I18").map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(["The log pipeline_loan_history begins as the head says."]),
  );
});

test("I18 A5 audit head writes over nothing: the earlier head stays, and it exits 2", async () => {
  const file = path.join(folder, "kept.json");
  writeFileSync(file, "the earlier head");
  const again = await cli("audit", "head", "--tenant", slug, "--file", file);
  expect([again.code, again.stdout, readFileSync(file, "utf8")]).toEqual([2, "", "the earlier head"]);
  expect(again.stderr).toMatch(/^.*kept\.json is there already and was left as it is: .*\.\n$/);
});

test("A14 db backup writes over a file only where it is told to, and over no folder, link or pipe", async () => {
  const [pipe, link, file] = [
    path.join(folder, "pipe"),
    path.join(folder, "link"),
    path.join(folder, "replaced"),
  ];
  execFileSync("mkfifo", [pipe]);
  symlinkSync(file, link);
  writeFileSync(file, "an earlier backup");
  for (const target of [pipe, link, folder]) {
    const before = lstatSync(target).ino;
    const refused = await cli("db", "backup", "--tenant", slug, "--file", target, "--replace");
    expect([refused.code, refused.stdout, lstatSync(target).ino]).toEqual([1, "", before]);
    expect(refused.stderr).toBe(
      `${target} is no regular file and was left as it is: write the backup under another name.\n`,
    );
  }
  const again = await cli("db", "backup", "--tenant", slug, "--file", file);
  expect([again.code, again.stdout, readFileSync(file, "utf8")]).toEqual([1, "", "an earlier backup"]);
  expect(again.stderr).toBe(
    `${file} is there already and was left as it is: write the backup under another name, of its day for one, or add --replace.\n`,
  );
  expect((await cli("db", "backup", "--tenant", slug, "--file", file, "--replace")).code).toBe(0);
  expect(readFileSync(file).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
});

test("P6.6 a file called '-' is not written", async () => {
  for (const command of [
    ["db", "backup"],
    ["audit", "head"],
  ]) {
    const refused = await cli(...command, "--tenant", slug, "--file", "-");
    expect([refused.code, refused.stdout]).toEqual([2, ""]);
    expect(refused.stderr).toContain("--file must name a file; '-' does not stand for the output here.");
  }
});

/** As a hostile owner would, with the guards out of the way. */
async function damage(tenant: string, sql: string): Promise<void> {
  const pool = openPool(deploymentFrom(process.env).ownerUrl((await requireTenant(tenant)).databaseName), {
    max: 1,
  });
  await pool.query(`set session_replication_role = replica; ${sql}`);
  await Promise.all([pool.end(), closeControlDatabase()]);
}

test("another AUTH_SECRET is refused in one sentence and changes nothing", async () => {
  const { DATABASE_URL = "" } = process.env;
  const other = { DATABASE_URL, AUTH_SECRET: "o".repeat(40), PSSAAS_DATA_DIR: folder };
  const refused = await runCommand(["tenant", "list"], other);
  expect([refused.code, refused.stdout]).toEqual([1, ""]);
  expect(refused.stderr).toMatch(/^AUTH_SECRET is not the one .* secret adopt\.\n$/);
  expect((await cli("tenant", "list")).code).toBe(0);
});

test("P1.1 key rotate, list and revoke", async () => {
  const { prefix, webhookKey } = JSON.parse((await cli("key", "rotate", "--tenant", slug, "--json")).stdout);
  expect(webhookKey).toContain(prefix);
  expect((await cli("key", "revoke", "--tenant", slug, "--prefix", prefix)).code).toBe(0);
  expect((await cli("key", "revoke", "--tenant", slug, "--prefix", prefix)).code).toBe(1);
  const { keys } = JSON.parse((await cli("key", "list", "--tenant", slug, "--json")).stdout);
  expect(keys).toHaveLength(2);
});

test("P6.3 user disable is taken back by user enable, and user create says what stands in the way", async () => {
  const email = `shut@${slug}.test`;
  const [made, ...again] = ["user create", "user disable", "user create", "user enable", "user enable"].map(
    (name) =>
      name === "user create"
        ? [
            "user",
            "create",
            "--tenant",
            slug,
            "--email",
            email,
            "--password",
            "correct horse",
            "--role",
            "operator",
          ]
        : [...name.split(" "), "--email", email],
  );
  expect((await cli(...(made ?? []))).code).toBe(0);
  const said: string[] = [];
  for (const args of again) said.push((await cli(...args)).stdout);
  expect(said).toEqual([
    `${email} is shut out.\n`,
    `${email} is an operator of ${slug}. They were known already and keep the present password. They are shut out of every tenant and cannot sign in: \`user enable --email ${email}\` changes that.\n`,
    `${email} may sign in again.\n`,
    `${email} was not shut out.\n`,
  ]);
});

test("P2.7 workflow show and set, by file", async () => {
  const shown = await cli("workflow", "show", "--tenant", slug, "--json");
  const workflow = JSON.parse(shown.stdout);
  const file = path.join(folder, "workflow.json");
  writeFileSync(file, JSON.stringify(workflow));
  const set = await cli("workflow", "set", "--tenant", slug, "--file", file, "--json");
  expect([set.code, JSON.parse(set.stdout).version]).toEqual([0, workflow.version + 1]);
  const stale = await cli("workflow", "set", "--tenant", slug, "--file", file);
  expect([stale.code, stale.stdout]).toEqual([1, ""]);
  expect(stale.stderr).toMatch(/^Another version of the workflow came into force meanwhile\. .*\n$/);
  writeFileSync(file, JSON.stringify(workflow.statuses.slice(1)));
  const refused = await cli("workflow", "set", "--tenant", slug, "--file", file);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain("'purchased' cannot be removed");
});
