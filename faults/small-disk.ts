import { spawnSync } from "node:child_process";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import path from "node:path";

const CHUNKS = [1 << 20, 1 << 16, 1 << 12];

/** A file system of its own in memory, which can be filled and have room again at once. To mount one takes root's rights. */
export class SmallDisk {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** @returns null where none may be mounted */
  static over(folder: string, megabytes: number): SmallDisk | null {
    if (process.platform !== "linux") return null;
    const options = `size=${megabytes}m,mode=711`;
    const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder], {
      stdio: "ignore",
    });
    return status === 0 ? new SmallDisk(folder) : null;
  }

  get #ballast(): string {
    return path.join(this.#folder, "ballast");
  }

  /** To the last page. */
  fill(): void {
    const file = openSync(this.#ballast, "a");
    try {
      for (const size of CHUNKS) writeUntilFull(file, Buffer.alloc(size));
    } finally {
      closeSync(file);
    }
  }

  makeRoom(): void {
    rmSync(this.#ballast, { force: true });
  }

  unmount(): void {
    spawnSync("umount", [this.#folder], { stdio: "ignore" });
  }
}

function writeUntilFull(file: number, chunk: Buffer): void {
  try {
    while (writeSync(file, chunk) === chunk.length);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  }
}
