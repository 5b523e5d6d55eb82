import { startOutboxWorker } from "./outbox-worker.ts";

/** The worker as a process of its own, which a test may kill at any moment. Its clock stands where the test says. */
const clock = new Date(process.argv[2] ?? "");
startOutboxWorker({ tickMs: 5, now: () => clock });
// The worker's own timers keep no process alive.
setInterval(() => undefined, 1_000);
process.stdout.write("ready\n");
