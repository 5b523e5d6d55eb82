import { setTimeout as sleep } from "node:timers/promises";
import { type Run as Program, startNextAlone, startProgram } from "../cli/testing-process.ts";
import { freePort } from "../db/free-port.ts";
import { faultLines } from "../server/log/testing-lines.ts";

const PATIENCE_MS = 60_000;

type Settings = Record<string, string> & { PORT: string; HOST: string };

/** How a process of the app is begun. */
export const BEGINNINGS = {
  ourServer: (settings: Settings) => startProgram("start.ts", [], settings),
  /** As a serverless platform has it. */
  nextAlone: (settings: Settings) => startNextAlone(settings),
};

/** The app as `npm start` runs it, in a process of its own that can be killed and started again where it was. */
export class App {
  readonly url: string;
  readonly #env: Settings;
  readonly #begin: (settings: Settings) => Program;
  #program: Program | undefined;
  #log = "";

  private constructor(port: number, env: Record<string, string>, by: keyof typeof BEGINNINGS) {
    this.url = `http://127.0.0.1:${port}`;
    this.#env = { ...env, PORT: String(port), HOST: "127.0.0.1", PSSAAS_DEMO: "0" };
    this.#begin = BEGINNINGS[by];
  }

  static async on(env: Record<string, string>, by?: keyof typeof BEGINNINGS): Promise<App> {
    const app = await App.at(env, by);
    await app.start();
    return app;
  }

  /** Not started yet. */
  static async at(env: Record<string, string>, by: keyof typeof BEGINNINGS = "ourServer"): Promise<App> {
    return new App(await freePort(), env, by);
  }

  /** Begins to start; `ready` waits for it. */
  launch(): Program {
    const program = this.#begin(this.#env);
    program.child.stderr?.on("data", (chunk: Buffer) => {
      this.#log += chunk.toString("utf8");
    });
    this.#program = program;
    return program;
  }

  /** @throws when it ends instead */
  async start(): Promise<void> {
    this.launch();
    await this.ready();
  }

  /** Until it answers that it is ready. @returns milliseconds */
  async ready(): Promise<number> {
    const began = performance.now();
    const { child } = this.#running();
    while (performance.now() - began < PATIENCE_MS) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`The app did not start: ${this.#program?.stdout()}${this.#program?.stderr()}`);
      const signal = AbortSignal.timeout(5_000);
      const answer = await fetch(`${this.url}/api/ready`, { signal }).catch(() => null);
      await answer?.body?.cancel();
      if (answer?.ok) return performance.now() - began;
      await sleep(20);
    }
    throw new Error(`The app was not ready after ${PATIENCE_MS / 1000} seconds.`);
  }

  /** `kill -9`: nothing is finished, nothing is told. */
  async kill(): Promise<void> {
    const { child, ended } = this.#running();
    child.kill("SIGKILL");
    await ended;
  }

  /** As a deployment stops it. @returns the exit code and how long it took (ms) */
  async stop(): Promise<{ code: number | null; took: number }> {
    const { child, ended } = this.#running();
    const began = performance.now();
    child.kill("SIGTERM");
    return { code: await ended, took: performance.now() - began };
  }

  /** The faults that it has logged since it was asked for the last time. */
  takeFaults(): string[] {
    const lines = faultLines(this.#log);
    this.#log = "";
    return lines;
  }

  /** Whether a text stands in its log by now. */
  hasLogged(text: string): boolean {
    return this.#log.includes(text);
  }

  get pid(): number {
    return this.#running().child.pid ?? 0;
  }

  #running(): Program {
    if (!this.#program) throw new Error("The app was not started.");
    return this.#program;
  }
}
