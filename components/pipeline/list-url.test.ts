import { describe, expect, it } from "vitest";
import { openIn } from "../trades/trades-url.ts";
import { loansPathIn, NO_SUCH_ID, openLoanIn } from "./list-url.ts";

describe("P7.3 what an address has open", () => {
  it.each([
    ["/pipeline/loans", null],
    ["/pipeline/loans/", null],
    ["/pipeline/trades/4", null],
    ["/pipeline/loans/401", 401],
    ["/pipeline/loans/401/", 401],
  ])("%s: the loan %s", (path, loanId) => {
    expect(openLoanIn(path)).toBe(loanId);
  });

  it.each([
    ["/pipeline/loans", "/pipeline/loans"],
    ["/pipeline/loans/401", "/pipeline/loans"],
    ["/pipeline/grid", "/pipeline/grid"],
    ["/pipeline/grid/401/", "/pipeline/grid"],
    ["/pipeline/gridlock", null],
    ["/pipeline", null],
    ["/pipeline/trades/7/loans/401", null],
  ])("P9.2 %s: loans open over %s", (path, loansPath) => {
    expect(loansPathIn(path)).toBe(loansPath);
  });

  it.each(["abc", "-1", "1e3", "4.5", "0", "%20", "2147483648", "99999999999"])(
    "P6.2 %s is no loan and no trade, and is not passed over in silence",
    (text) => {
      expect(openLoanIn(`/pipeline/loans/${text}`)).toBe(NO_SUCH_ID);
      expect(openIn(`/pipeline/trades/${text}`)).toEqual({ tradeId: NO_SUCH_ID, loanId: null });
      expect(openIn(`/pipeline/trades/7/loans/${text}`)).toEqual({ tradeId: 7, loanId: NO_SUCH_ID });
    },
  );
});
