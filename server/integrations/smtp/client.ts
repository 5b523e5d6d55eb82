import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { SendOutcome } from "../../domain/funding/model/effects.ts";
import type { ConfigOf } from "../../domain/integrations/input.ts";
import type { Letter, Mailer, ProbeAnswer } from "../../domain/ports.ts";
import {
  isAllowedPrivate,
  OutOfReach,
  type PrivateHosts,
  privateHostsFrom,
  publicAddressOf,
} from "../reach.ts";
import { isAddress, messageIdOf, messageOf } from "./payload.ts";

/**
 * Letters over SMTP. A server that says no before or after the letter has certainly not taken it; one that goes silent once it
 * has begun to receive it may have.
 */
export interface SmtpSettings {
  tenantId: string;
  config: ConfigOf<"smtp">;
  password: string | undefined;
  privateHosts?: PrivateHosts;
  /** Certificates that are trusted beside the system's, for tests. */
  ca?: string;
  /** How long the server may be silent (ms). */
  patienceMs?: number;
}

export function smtpMailer(settings: SmtpSettings): Mailer {
  return {
    mode: "live",
    async send(letter, signal) {
      const from = settings.config.fromAddress;
      if (from === null) return refused("The settings of e-mail name no sender address.");
      if (!isAddress(letter.to))
        return refused("The client's e-mail address is not one that can be written to.");
      return transmit(settings, letter, from, signal);
    },
    async check(signal): Promise<ProbeAnswer> {
      try {
        const connection = await connect(settings, signal);
        connection.quit();
      } catch (error) {
        return { isWorking: false, says: whyOf(error), problems: [] };
      }
      const { host, port, username } = settings.config;
      const who = username === null ? "" : ` and accepts ${username}`;
      return {
        isWorking: true,
        says: `${host}:${port} answers over ${TLS[settings.config.tls]}${who}.`,
        problems: [],
      };
    },
  };
}

const TLS = { starttls: "TLS (STARTTLS)", implicit: "TLS", none: "an open line without TLS" } as const;

async function transmit(
  settings: SmtpSettings,
  letter: Letter,
  from: string,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const messageId = messageIdOf(settings.tenantId, letter.key, from);
  const message = await messageOf(letter, { address: from, name: settings.config.fromName }, messageId);
  const progress = { isUnderWay: false };
  try {
    const connection = await connect(settings, signal);
    try {
      await deliver(
        connection,
        { from, to: letter.to, size: message.length },
        bodyOf(message, progress),
        signal,
      );
      connection.quit();
      return { how: "sent", receipt: messageId };
    } catch (error) {
      connection.close();
      throw error;
    }
  } catch (error) {
    return judge(error, progress);
  }
}

/** The server has asked for the letter as soon as somebody reads it here. */
function bodyOf(message: Buffer, progress: { isUnderWay: boolean }): Readable {
  return new Readable({
    read() {
      progress.isUnderWay = true;
      this.push(message);
      this.push(null);
    },
  });
}

async function connect(settings: SmtpSettings, signal: AbortSignal): Promise<SMTPConnection> {
  const { config, password, ca, patienceMs = 15_000 } = settings;
  const { host, port, tls, username } = config;
  const allowed = settings.privateHosts ?? privateHostsFrom(process.env);
  if (host === null) throw new OutOfReach("The settings of e-mail name no server.");
  if (tls === "none" && !isAllowedPrivate(host, port, allowed))
    throw new OutOfReach("Without TLS, letters are sent only to a server of the own network.");
  const connection = new SMTPConnection({
    // The very address that was judged, so that no name can be turned round in between.
    host: await publicAddressOf(host, port, allowed),
    port,
    secure: tls === "implicit",
    requireTLS: tls === "starttls",
    ignoreTLS: tls === "none",
    tls: { servername: host, minVersion: "TLSv1.2", ...(ca === undefined ? {} : { ca }) },
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
  });
  const credentials = username !== null && password !== undefined ? { user: username, pass: password } : null;
  await settled(connection, signal, (done) => {
    connection.connect((fault) => {
      if (fault || !credentials) done(fault ?? null);
      else connection.login({ ...credentials, credentials }, (refusal) => done(refusal ?? null));
    });
  });
  return connection;
}

function deliver(
  connection: SMTPConnection,
  envelope: { from: string; to: string; size: number },
  body: Readable,
  signal: AbortSignal,
): Promise<void> {
  return settled(connection, signal, (done) =>
    connection.send(envelope, body, (fault) => done(fault ?? null)),
  );
}

/** Runs one exchange; a connection that breaks, or a caller who gives up, ends it. */
function settled(
  connection: SMTPConnection,
  signal: AbortSignal,
  exchange: (done: (fault: Error | null) => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (fault: Error | null) => {
      signal.removeEventListener("abort", giveUp);
      if (!fault) return resolve();
      connection.close();
      reject(fault);
    };
    const giveUp = () => done(new Error("broken off"));
    signal.addEventListener("abort", giveUp, { once: true });
    // A listener has to stay: what breaks twice would otherwise end the process.
    connection.on("error", done);
    if (signal.aborted) giveUp();
    else exchange(done);
  });
}

interface SmtpFault {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

function judge(error: unknown, { isUnderWay }: { isUnderWay: boolean }): SendOutcome {
  const { code, responseCode } = error as SmtpFault;
  const why = whyOf(error);
  const saidNo = code === "EMESSAGE" && responseCode !== undefined;
  if (isUnderWay && !saidNo) return { how: "unknown", why: `${why} The letter was on its way already.` };
  const isFinal = error instanceof OutOfReach || (responseCode !== undefined && responseCode >= 500);
  return { how: "refused", why, isFinal };
}

function refused(why: string): SendOutcome {
  return { how: "refused", why, isFinal: true };
}

/** What the server said, or what kept us from asking it. */
function whyOf(error: unknown): string {
  if (error instanceof OutOfReach) return error.message;
  const { code = "", response, command = "" } = error as SmtpFault;
  if (response) return `The mail server answered: ${response}${REFUSED[command] ?? ""}`;
  return FAULTS[code] ?? "The connection to the mail server broke off.";
}

const REFUSED: Record<string, string> = { "RCPT TO": " (of the recipient)", "MAIL FROM": " (of the sender)" };

const FAULTS: Record<string, string> = {
  EDNS: "The mail server's address cannot be looked up.",
  ENOTFOUND: "The mail server has an address that nobody knows.",
  EAI_AGAIN: "The mail server's address cannot be looked up at the moment.",
  ESOCKET: "The mail server could not be reached over a safe connection.",
  ETLS: "The mail server does not offer TLS, or its certificate is not trusted.",
  ETIMEDOUT: "The mail server did not answer in time.",
  EAUTH: "The mail server does not accept the user name and password.",
};
