import { totalmem } from "node:os";

const MB = 1024 * 1024;
const [LEAST_MB, MOST_MB] = [128, 1_024];
/** PostgreSQL's manual advises a quarter of a machine that it has for itself; here the app, and perhaps a whole desktop, lives beside it. */
const SHARE = 1 / 16;

/**
 * The server's own memory for pages, as `shared_buffers` takes it: a pipeline of a million loans is searched within 300 MB. It is taken as
 * it is used.
 * @param memory bytes of the machine, or of the container that this process may fill
 */
export function sharedBuffers(memory = memoryHere()): string {
  return `${Math.min(MOST_MB, Math.max(LEAST_MB, Math.floor((memory * SHARE) / MB)))}MB`;
}

/** Node tells 0 where there is no bound, and more than there is where it does not know. */
const memoryHere = () => Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
