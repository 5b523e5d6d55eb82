import type { AddressInfo, Socket } from "node:net";
import { SMTPServer } from "smtp-server";

/** How a mail server behaves that is not simply well. */
export type Behaviour =
  | "takes"
  | "refuses the recipient"
  | "is busy"
  | "refuses the letter"
  | "is busy with the letter"
  | "cuts before the letter"
  | "cuts after the letter"
  | "goes silent"
  | "goes silent after the letter"
  | "cuts its answer to the letter"
  | "talks nonsense after the letter";

export interface MailServer {
  port: number;
  /** How many have been named so far. */
  readonly recipients: number;
  letters: { from: string; to: string[]; text: string; isSecure: boolean; user: string | null }[];
  close(): Promise<void>;
}

/**
 * A mail server on this machine, which takes `desk` with `right`.
 * @param behaves always so, or as is decided for each letter, for which the sender waits
 */
export async function mailServer(
  behaves: Behaviour | (() => Promise<Behaviour>) = "takes",
  options: { tls?: { key: string; cert: string }; isImplicit?: boolean; needsLogin?: boolean } = {},
): Promise<MailServer> {
  const letters: MailServer["letters"] = [];
  const chosen = new WeakMap<object, Behaviour>();
  let recipients = 0;
  const { tls, isImplicit = false, needsLogin = false } = options;
  const server = new SMTPServer({
    secure: isImplicit,
    ...tls,
    hideSTARTTLS: !tls || isImplicit,
    authOptional: !needsLogin,
    disabledCommands: needsLogin ? [] : ["AUTH"],
    onAuth({ username, password }, _session, callback) {
      if (username === "desk" && password === "right") callback(null, { user: username });
      else callback(fault(535, "5.7.8 no"));
    },
    async onRcptTo(_address, session, callback) {
      recipients += 1;
      const behaviour = typeof behaves === "string" ? behaves : await behaves();
      chosen.set(session, behaviour);
      if (behaviour === "refuses the recipient") return callback(fault(550, "5.1.1 nobody of that name"));
      if (behaviour === "is busy") return callback(fault(451, "4.3.2 come back later"));
      if (behaviour === "goes silent") return;
      if (behaviour === "cuts before the letter") return cut(session);
      callback();
    },
    onData(stream, session, callback) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        const behaviour = chosen.get(session);
        if (behaviour === "refuses the letter") return callback(fault(554, "5.7.1 looks like spam"));
        if (behaviour === "is busy with the letter") return callback(fault(452, "4.3.1 no room"));
        letters.push({
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address),
          text: Buffer.concat(parts).toString("utf8"),
          isSecure: session.secure,
          user: typeof session.user === "string" ? session.user : null,
        });
        if (behaviour === "goes silent after the letter") return;
        if (behaviour === "cuts after the letter") return cut(session);
        if (behaviour === "cuts its answer to the letter") return cut(session, "250 2.0");
        if (behaviour === "talks nonsense after the letter")
          return cut(session, "<html>Bad gateway</html>\r\n");
        callback(null);
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;

  /** @param last what is still said before */
  function cut({ id }: { id: string }, last = ""): void {
    for (const { id: own, _socket: socket } of server.connections as Set<{ id: string; _socket: Socket }>)
      if (own === id) socket.write(last, () => socket.destroy());
  }
  const close = () =>
    new Promise<void>((resolve) => {
      for (const connection of server.connections as Set<{ _socket: { destroy(): void } }>)
        connection._socket.destroy();
      server.close(() => resolve());
    });
  return {
    port,
    letters,
    close,
    get recipients() {
      return recipients;
    },
  };
}

function fault(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
