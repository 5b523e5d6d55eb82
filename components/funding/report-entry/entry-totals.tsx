import { BUREAUS } from "@/server/domain/funding/model/credit-report.ts";
import { dollars } from "../../ui/money-text.ts";
import type { CreditFigures } from "../file/credit-figures.ts";
import { BUREAU_SIGNS } from "./columns.ts";

/** What has been typed adds up to, as it would be judged; to be compared with the paper. */
export function EntryTotals({ figures }: { figures: CreditFigures | null }) {
  if (figures === null) return null;
  const {
    score,
    ages,
    undated,
    balance,
    limit,
    percent,
    perBureau,
    inquiryMonths,
    derogatories,
    bankruptcies,
  } = figures;
  const inquiries = BUREAUS.map((bureau) => perBureau.find((one) => one.bureau === bureau)?.inquiries ?? 0);
  return (
    <dl aria-label="So far" className="figures flex flex-wrap gap-x-5 gap-y-1 text-sm">
      <Total label="Score">{score ?? "none"}</Total>
      <Total label="Own accounts">{ages.length + undated}</Total>
      <Total label="Own cards">
        {percent === null ? "no limit yet" : `${percent} % of ${dollars(limit)} used (${dollars(balance)})`}
      </Total>
      <Total label={`Inquiries, ${inquiryMonths} months`}>
        {BUREAUS.map((bureau, at) => `${BUREAU_SIGNS[bureau]} ${inquiries[at]}`).join(" · ")}
      </Total>
      <Total label="Unpaid collections and charge-offs">{derogatories}</Total>
      <Total label="Bankruptcies">{bankruptcies}</Total>
    </dl>
  );
}

function Total({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-ink-3">{label}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}
