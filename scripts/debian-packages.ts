import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Whether a package of Debian's can be installed here: only root can. */
export function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}

/** Installs a package; whether it is there is for the caller to see. */
export function aptInstall(name: string): void {
  // Somebody else may be installing at the same time.
  const install = ["-o", "DPkg::Lock::Timeout=120", "install", "-y", "-qq", "--no-install-recommends", name];
  if (run("apt-get", install)) return;
  run("apt-get", ["update", "-qq"]);
  run("apt-get", install);
}

/** Runs a command to its end, ten minutes at most. @returns whether it went well */
export function run(command: string, args: string[]): boolean {
  const { status } = spawnSync(command, args, {
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    timeout: 600_000,
  });
  return status === 0;
}
