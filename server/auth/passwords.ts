import { randomBytes, randomInt } from "node:crypto";
import { hash, type Options, verify } from "@node-rs/argon2";

/** argon2id at OWASP's recommended floor: 19 MiB, two passes, one lane. */
const ARGON2ID: Options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const SHORTEST = 12;
const LONGEST = 256;

/** Why a new password is not acceptable, as a sentence for the person; null when it is (P6.4). Length in characters. */
export function passwordProblem(password: string): string | null {
  const length = [...password].length;
  if (length < SHORTEST) return `The password must have at least ${SHORTEST} characters.`;
  if (length > LONGEST) return `The password may have at most ${LONGEST} characters.`;
  return null;
}

/** Takes a password, gives its argon2id hash in PHC form, with a salt of its own (P6.4). */
export function hashPassword(password: string): Promise<string> {
  return hash(comparable(password), ARGON2ID);
}

/** Letters and digits that are not taken for each other when somebody reads them out. */
const READABLE = "abcdefghjkmnpqrstuvwxyz23456789";

/** A pass phrase to hand to somebody: sixteen characters in groups of four, of 79 bits. */
export function newPassPhrase(): string {
  const group = () => Array.from({ length: 4 }, () => READABLE[randomInt(READABLE.length)]).join("");
  return Array.from({ length: 4 }, group).join("-");
}

let decoy: Promise<string> | undefined;

/**
 * True when the password is the one that was hashed. Without a hash (nobody of that name, or a person without a
 * password) a decoy is verified instead, so that the answer takes as long and says no more (C25).
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword(randomBytes(24).toString("base64"));
  const decoyHash = await decoy;
  const matches = await verify(passwordHash ?? decoyHash, comparable(password));
  return passwordHash !== null && matches;
}

/** The same characters typed on another keyboard may arrive composed or decomposed. */
function comparable(password: string): string {
  return password.normalize("NFKC");
}
