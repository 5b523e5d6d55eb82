import { createHash } from "node:crypto";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import { AwsV4Signer } from "aws4fetch";
import { XMLParser } from "fast-xml-parser";
import { type ObjectStore, ObjectStoreError } from "./object-store.ts";
import type { S3Settings } from "./settings.ts";

/** Of one attempt; a part has a megabyte. */
const TIMEOUT_MS = 30_000;
const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 200;

/** More than a part, and more than a page of a list. */
const MOST_BYTES = 8_000_000;

const KEEP_ALIVE = { keepAlive: true, maxSockets: 32 };
const AGENTS = { "http:": new http.Agent(KEEP_ALIVE), "https:": new https.Agent(KEEP_ALIVE) };

interface Answer {
  status: number;
  bytes: Buffer;
}

/** A store that speaks S3. Node's own client and not `fetch`, which Next replaces; signing alone is a library's. */
export function s3Store(settings: S3Settings): ObjectStore {
  const { endpoint, bucket, prefix } = settings;
  const at = (key: string) => `${endpoint}/${bucket}/${prefix}${key}`;
  return {
    async put(key, bytes) {
      expectStatus(await call(settings, "PUT", at(key), bytes), [200]);
    },
    async get(key) {
      const answer = await call(settings, "GET", at(key));
      if (isMissing(answer)) return null;
      return expectStatus(answer, [200]).bytes;
    },
    async remove(key) {
      const answer = await call(settings, "DELETE", at(key));
      if (!isMissing(answer)) expectStatus(answer, [200, 204]);
    },
    async *list(beginning) {
      for (let from: string | null = ""; from !== null; ) {
        const query = new URLSearchParams({ "list-type": "2", prefix: prefix + beginning });
        if (from) query.set("continuation-token", from);
        const answer = await call(settings, "GET", `${endpoint}/${bucket}?${query}`);
        const page = pageIn(expectStatus(answer, [200]).bytes.toString("utf8"));
        for (const { key, size } of page.objects) yield { key: key.slice(prefix.length), size };
        from = page.next;
      }
    },
  };
}

/** Again after a pause where that may help: all of these calls come out the same when they are made twice. */
async function call(settings: S3Settings, method: string, url: string, body?: Buffer): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await callOnce(settings, method, url, body).catch((error: unknown) => {
      if (attempt === ATTEMPTS) throw unreachable(error);
      return null;
    });
    if (answer && (answer.status < 500 || attempt === ATTEMPTS)) return answer;
    await sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1));
  }
}

async function callOnce(
  { region, accessKeyId, secretAccessKey }: S3Settings,
  method: string,
  url: string,
  body: Buffer = Buffer.alloc(0),
): Promise<Answer> {
  const hash = createHash("sha256").update(body).digest("hex");
  const headers = { "x-amz-content-sha256": hash };
  const keys = { service: "s3", region, accessKeyId, secretAccessKey };
  const signed = await new AwsV4Signer({ method, url, headers, ...keys }).sign();
  return new Promise((resolve, reject) => {
    const { protocol } = signed.url;
    const request = (protocol === "http:" ? http : https).request(signed.url, {
      method,
      agent: AGENTS[protocol as keyof typeof AGENTS],
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { ...Object.fromEntries(signed.headers), "content-length": String(body.length) },
    });
    request.on("response", (response) => wholeOf(response).then(resolve, reject));
    request.on("error", reject);
    request.end(body);
  });
}

async function wholeOf(response: IncomingMessage): Promise<Answer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MOST_BYTES) throw new Error("its answer is too long");
    parts.push(part);
  }
  return { status: response.statusCode ?? 0, bytes: Buffer.concat(parts) };
}

/** A bucket that is not there answers 404 as well, and is a fault of the settings. */
function isMissing({ status, bytes }: Answer): boolean {
  return status === 404 && !bytes.includes("NoSuchBucket");
}

function expectStatus(answer: Answer, expected: number[]): Answer {
  if (expected.includes(answer.status)) return answer;
  const code = /<Code>(\w{1,60})<\/Code>/.exec(answer.bytes.toString("utf8"))?.[1] ?? "no reason";
  throw new ObjectStoreError(`the object store answered ${answer.status} (${code})`);
}

/** Of a fault only what it is. */
function unreachable(error: unknown): ObjectStoreError {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return new ObjectStoreError(
    `the object store cannot be reached (${typeof code === "string" ? code : name})`,
  );
}

const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === "Contents" });

function pageIn(xml: string): { objects: { key: string; size: number }[]; next: string | null } {
  const list = parser.parse(xml).ListBucketResult;
  if (typeof list !== "object")
    throw new ObjectStoreError("the object store answered in a form that is not known");
  const contents: { Key: string; Size: string }[] = list.Contents ?? [];
  return {
    objects: contents.map(({ Key, Size }) => ({ key: Key, size: Number(Size) })),
    next: list.IsTruncated === "true" ? String(list.NextContinuationToken) : null,
  };
}
