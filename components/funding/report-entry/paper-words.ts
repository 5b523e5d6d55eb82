import type { KINDS, STANDINGS, WHOSE } from "./columns.ts";

/**
 * What paper and other programs call what can be chosen, by the column; written in small letters and digits alone. A word that
 * may mean two things is left out: it is for whoever types the report to say which.
 */
const PAPER_WORDS: Record<string, Record<string, string>> = {
  kind: {
    bankcard: "revolving/credit_card",
    cc: "revolving/credit_card",
    storecard: "revolving/charge_account",
    retail: "revolving/charge_account",
    r: "revolving/",
    rev: "revolving/",
    open: "open/charge_account",
    loc: "line_of_credit/",
    heloc: "line_of_credit/home_equity",
    auto: "installment/auto",
    car: "installment/auto",
    student: "installment/student",
    education: "installment/student",
    i: "installment/",
    inst: "installment/",
    instalment: "installment/",
    m: "mortgage/mortgage",
    mtg: "mortgage/mortgage",
  } satisfies Record<string, keyof typeof KINDS>,
  whose: {
    i: "individual",
    ind: "individual",
    j: "joint",
    jointaccount: "joint",
    a: "authorized_user",
    au: "authorized_user",
    auth: "authorized_user",
    authorized: "authorized_user",
    authuser: "authorized_user",
    cosign: "cosigner",
  } satisfies Record<string, keyof typeof WHOSE>,
  standing: {
    co: "charge_off",
    chargeoffaccount: "charge_off",
    coll: "collection",
    collections: "collection",
    collectionaccount: "collection",
    sold: "transferred",
    transfer: "transferred",
  } satisfies Record<string, keyof typeof STANDINGS>,
};

/** A word without what is written now one way, now another: `Charge-off`, `C/O`. */
export const plainWord = (written: string) => written.toLowerCase().replace(/[^a-z0-9]/g, "");

/** What a paper's word means in that column, if it is known there. */
export function paperWord(column: string, written: string): string | undefined {
  const words = PAPER_WORDS[column] ?? {};
  const word = plainWord(written);
  return Object.hasOwn(words, word) ? words[word] : undefined;
}
