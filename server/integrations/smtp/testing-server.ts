import type { AddressInfo } from "node:net";
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
  | "goes silent after the letter";

export interface MailServer {
  port: number;
  /** How many have been named so far. */
  readonly recipients: number;
  letters: { from: string; to: string[]; text: string; isSecure: boolean; user: string | null }[];
  close(): Promise<void>;
}

/** A mail server on this machine, which takes `desk` with `right`. */
export async function mailServer(
  behaviour: Behaviour = "takes",
  options: { tls?: { key: string; cert: string }; isImplicit?: boolean; needsLogin?: boolean } = {},
): Promise<MailServer> {
  const letters: MailServer["letters"] = [];
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
    onRcptTo(_address, session, callback) {
      recipients += 1;
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
        callback(null);
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;

  function cut({ id }: { id: string }): void {
    for (const connection of server.connections as Set<{ id: string; _socket: { destroy(): void } }>)
      if (connection.id === id) connection._socket.destroy();
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
