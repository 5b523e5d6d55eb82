import { readFileSync, writeFileSync } from "node:fs";

/**
 * Loaded by the app's process before the app (`node --import`): its clock is JavaScript's, and stands so many milliseconds before
 * or behind the machine's as a file says. Timers go on by the machine's, as they do when a real clock is set.
 */
const { FAULTS_CLOCK: file = "" } = process.env;
const LOOK_MS = 20;
const Machine = Date;
let offset = Number.NaN;

function look(): void {
  const said = readFileSync(file, "utf8");
  if (said === "" || Number(said) === offset) return;
  offset = Number(said);
  writeFileSync(`${file}.seen`, said);
}

const now = () => Machine.now() + offset;

globalThis.Date = new Proxy(Machine, {
  construct: (target, args, made) => Reflect.construct(target, args.length === 0 ? [now()] : args, made),
  apply: () => new Machine(now()).toString(),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});

look();
setInterval(look, LOOK_MS).unref();
