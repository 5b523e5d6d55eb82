import { z } from "zod";
import { text, without } from "../fields.ts";

/** The kinds of field that only settings of systems outside have. Safe for the browser. */

/** `https://host/path`; http only to this machine itself. Which hosts may be called at all is decided when they are. */
export const ServiceAddress = without(text(300))
  .refine(isServiceAddress, "must be an address that begins with https:// and has no password, ? or #")
  .transform((address) => address.replace(/\/+$/, ""));

function isServiceAddress(address: string): boolean {
  const url = URL.parse(address);
  if (!url || url.username || url.password || /[?#]/.test(address)) return false;
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  return url.protocol === "https:" || (url.protocol === "http:" && isHere);
}

/** The name of a machine, or its address, and nothing around it. */
export const HostName = without(text(253).toLowerCase()).regex(
  /^(?!-)[a-z0-9.-]+$|^[0-9a-f:.]+$/,
  "must be the name of a server, like smtp.example.com",
);

/** An e-mail address as it stands in a header: no spaces, quotes or angle brackets, so that it cannot be more than one. */
export const MailAddress = without(text(254).toLowerCase()).regex(
  /^[^\s@<>"',;:\\()[\]]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/,
  "must be an e-mail address",
);

/** A secret as it is pasted: surrounding blanks are no part of it. */
export const Secret = z
  .string({ error: "must be a text" })
  .trim()
  .max(4_000, "must have at most 4,000 characters")
  .regex(/^[\x20-\x7e]*$/, "must hold only the characters of a key: no line breaks and no accents");
