import { CreditReport } from "@/server/domain/funding/input.ts";
import { type CreditFigures, creditFigures } from "../file/credit-figures.ts";
import { LIST_NAMES } from "./columns.ts";
import type { TypedReport } from "./typed-report.ts";

/** What the report would say as far as it is typed: rows that are not whole yet do not count. */
export function typedFigures({ report }: TypedReport, today: string): CreditFigures | null {
  const unread = new Set(
    (CreditReport.safeParse(report).error?.issues ?? []).map(({ path }) => path.slice(0, 2).join(".")),
  );
  const whole = (list: "scores" | (typeof LIST_NAMES)[number]) =>
    (report[list] as unknown[]).filter((_, at) => !unread.has(`${list}.${at}`));
  const read = CreditReport.safeParse({
    issuedOn: today,
    repositories: [{ bureau: "equifax", fileStatus: "hit" }],
    scores: whole("scores"),
    ...Object.fromEntries(LIST_NAMES.map((list) => [list, whole(list)])),
  });
  return read.success ? creditFigures(read.data, today) : null;
}
