import { NoSuchRecord } from "../../shell/no-such-record.tsx";

export function NoSuchMortgage({ mortgageId }: { mortgageId: number }) {
  return (
    <NoSuchRecord what={`mortgage ${mortgageId}`} list={{ href: "/mortgages", label: "All mortgages" }}>
      The link may be old, or of another tenant, or the mortgage has been deleted.
    </NoSuchRecord>
  );
}
