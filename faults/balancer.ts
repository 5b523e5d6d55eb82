import { createServer, connect as dial, type Server, type Socket } from "node:net";
import { listen } from "../cli/http-server.ts";

/**
 * One address before several processes of the app: each connection goes to the next of them, and to another one where nobody
 * listens. What is under way when a process dies is cut, as with any balancer that does not know what is asked.
 */
export class Balancer {
  url = "";
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #turn = 0;

  private constructor(ports: number[]) {
    this.#server = createServer((near) => {
      near.on("error", () => near.destroy());
      this.#forward(near, ports, 0);
    });
  }

  static async before(urls: string[]): Promise<Balancer> {
    const balancer = new Balancer(urls.map((url) => Number(new URL(url).port)));
    balancer.url = `http://127.0.0.1:${await listen(balancer.#server, 0, "127.0.0.1")}`;
    return balancer;
  }

  stop(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #forward(near: Socket, ports: number[], tries: number): void {
    this.#turn += 1;
    const far = dial(ports[this.#turn % ports.length] ?? 0, "127.0.0.1");
    const refused = () => {
      if (tries < ports.length) this.#forward(near, ports, tries + 1);
      else near.destroy();
    };
    far.once("error", refused);
    far.once("connect", () => {
      far.off("error", refused);
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(from);
        from
          .on("error", () => to.destroy())
          .on("close", () => {
            this.#sockets.delete(from);
            to.destroy();
          });
        from.pipe(to);
      }
    });
  }
}
