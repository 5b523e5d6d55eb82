import { describe, expect, it } from "vitest";
import { openIn } from "../trades/trades-url.ts";
import { listRequest, loadListState, NO_SUCH_ID, openLoanIn, unreadIn } from "./list-url.ts";

const query = (values: Record<string, string>) => `?${new URLSearchParams(values)}`;

describe("P7.2 what an address of the list asks for", () => {
  it.each([
    [{ filter: '[["loanAmount","gte","500000"]]' }, []],
    [{ status: "in_transit", q: "smith", sort: "nonsense" }, []],
    [{ overdue: "true" }, []],
    [{ filter: '[["loanAmount","eq","abc"]]' }, ['[["loanAmount","eq","abc"]]']],
    [
      { filter: '[["loanAmount","gte","1"],["nothing","eq","x"]]' },
      ['[["loanAmount","gte","1"],["nothing","eq","x"]]'],
    ],
    [{ filter: "{garbage" }, ["{garbage"]],
    [{ filter: '{"field":"loanAmount"}' }, ['{"field":"loanAmount"}']],
    [{ filter: "[]" }, []],
    [{ overdue: "perhaps" }, ["perhaps"]],
  ])("%j leaves unread %j", (values, unread) => {
    expect(unreadIn(query(values))).toEqual(unread);
  });

  it.each([
    ["0", 1],
    ["-7", 1],
    ["3", 3],
    ["99999999999999999999", 1_000_000],
    ["1e999", 1],
    ["x", 1],
  ])("page %s is page %d", (page, asked) => {
    expect(listRequest(loadListState(query({ page }))).page).toBe(asked);
  });
});

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

  it.each(["abc", "-1", "1e3", "4.5", "0", "%20", "2147483648", "99999999999"])(
    "P6.2 %s is no loan and no trade, and is not passed over in silence",
    (text) => {
      expect(openLoanIn(`/pipeline/loans/${text}`)).toBe(NO_SUCH_ID);
      expect(openIn(`/pipeline/trades/${text}`)).toEqual({ tradeId: NO_SUCH_ID, loanId: null });
      expect(openIn(`/pipeline/trades/7/loans/${text}`)).toEqual({ tradeId: 7, loanId: NO_SUCH_ID });
    },
  );
});
