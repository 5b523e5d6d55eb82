/** Where something stands in a vendor's document, in words: operators do not read element names. */

const ELEMENTS: Record<string, string> = {
  CREDIT_LIABILITY: "Account",
  CREDIT_SCORE: "Score",
  CREDIT_INQUIRY: "Inquiry",
  CREDIT_PUBLIC_RECORD: "Public record",
  CREDIT_FILE: "Bureau’s file",
  CREDIT_REPOSITORY: "bureau",
  CREDIT_RESPONSE: "Credit report",
  CREDIT_ERROR_MESSAGE: "The vendor’s answer",
  BORROWER: "Borrower",
};

/** Lists of a report, and one of what they hold. */
const ENTRIES: Record<string, string> = {
  tradelines: "Account",
  scores: "Score",
  inquiries: "Inquiry",
  publicRecords: "Public record",
  collections: "Collection",
};

/** `CREDIT_LIABILITY[2]/_LATE_COUNT/@_30Days` → `Account 3, late count, 30 days` */
export function placeInWords(field: string, whole = "The document"): string {
  const parts = field.split(/[/.]/).filter((part) => part !== "" && part !== "report");
  const words = parts.map((part) => {
    const [, name = "", index] = /^@?_?([^[\]]*)(?:\[(\d+)\])?$/.exec(part) ?? [];
    const known = index === undefined ? ELEMENTS : { ...ELEMENTS, ...ENTRIES };
    const plain = Object.hasOwn(known, name) ? known[name] : spaced(name);
    return index === undefined ? plain : `${plain} ${Number(index) + 1}`;
  });
  const text = words.join(", ");
  return text === "" ? whole : text.charAt(0).toUpperCase() + text.slice(1);
}

/** The same of a place in a report as a schema names it: `["tradelines", 3, "creditLimit"]` → `Account 4, credit limit` */
export function pathInWords(path: readonly PropertyKey[]): string {
  const field = path.map((part) => (typeof part === "number" ? `[${part}]` : `/${String(part)}`)).join("");
  return placeInWords(field, "The report");
}

/** `AccountOpenedDate` → `account opened date` */
function spaced(name: string): string {
  return name
    .replaceAll("_", " ")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/(\d)([A-Za-z])/g, "$1 $2")
    .toLowerCase();
}
