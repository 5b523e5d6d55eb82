/** A process of its own that holds the embedded database, for tests: answers in lines, obeys "stop". */
import { createInterface } from "node:readline";
import { EmbeddedError, startEmbedded } from "../embedded.ts";

const [options, surroundings] = JSON.parse(process.argv[2] ?? "[]");
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

try {
  const lines: string[] = [];
  const began = performance.now();
  const held = await startEmbedded({ ...options, log: (line) => lines.push(line) }, surroundings);
  const took = performance.now() - began;
  say({ url: held.url, clusterFolder: held.clusterFolder, took, lines });
  for await (const command of createInterface({ input: process.stdin })) {
    if (command !== "stop") continue;
    await Promise.all([held.stop(), held.stop()]);
    say({ stopped: true });
    break;
  }
  process.exit(0);
} catch (error) {
  if (!(error instanceof EmbeddedError)) throw error;
  say({ error: { code: error.code, message: error.message, detail: error.detail } });
  process.exit(0);
}
