import net from "node:net";

/**
 * A port of this machine on which nobody listens: the wanted one if it is free, so that a restarted server is found where it was, else
 * any other. It is not held, so somebody else may take it before the caller does.
 */
export function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const trial = net.createServer();
    trial.once("error", (error) => (wanted === 0 ? reject(error) : resolve(freePort())));
    trial.listen({ port: wanted, host: "127.0.0.1", exclusive: true }, () => {
      const address = trial.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      trial.close(() => resolve(port));
    });
  });
}
