import { describe, expect, it } from "vitest";
import { ListMortgagesInput } from "@/server/domain/mortgages/input.ts";
import { unreadIn } from "../../shell/address.ts";
import {
  isFiltered,
  loadMortgagesState,
  mortgagesAddress,
  mortgagesRequest,
  mortgagesUrl,
  NO_MORTGAGE_FILTERS,
} from "./mortgages-url.ts";

describe("M13 the address of the list of mortgages", () => {
  it("M13 holds search, filters, sort and page, and asks the server for exactly that", () => {
    const address =
      "?q=alder&status=active,defaulted,active&borrower=7&originatedFrom=2024-01-01&originatedTo=2024-12-31&maturesFrom=2027-01-01&maturesTo=2027-01-31&sort=loanAmount&dir=asc&page=2&pageSize=50";
    const request = mortgagesRequest(loadMortgagesState(address));
    expect(request).toEqual({
      page: 2,
      pageSize: 50,
      sortBy: "loanAmount",
      sortDirection: "asc",
      search: "alder",
      status: ["active", "defaulted"],
      borrowerId: 7,
      originatedFrom: "2024-01-01",
      originatedTo: "2024-12-31",
      maturesFrom: "2027-01-01",
      maturesTo: "2027-01-31",
    });
    expect(ListMortgagesInput.safeParse(request).success).toBe(true);
  });

  it("M13 what is asked for by itself is not written", () => {
    const state = loadMortgagesState("");
    expect([mortgagesAddress("/mortgages", state), isFiltered(state)]).toEqual(["/mortgages", false]);
    const closed = { ...state, status: ["closed" as const] };
    expect([mortgagesAddress("/mortgages", closed), isFiltered(closed)]).toEqual([
      "/mortgages?status=closed",
      true,
    ]);
    expect(isFiltered({ ...closed, ...NO_MORTGAGE_FILTERS })).toBe(false);
  });

  it.each([
    "status=open",
    "status=active,open",
    "borrower=bob",
    "originatedFrom=2024-02-30",
    "originatedTo=1823-01-01",
    "maturesFrom=soon",
    "maturesTo=2027-13-01",
    "sort=street",
    "dir=up",
    "page=0",
    "pageSize=7",
    `q=${"x".repeat(201)}`,
  ])("M13 %s cannot be asked, is told, and makes no request that fails", (part) => {
    expect(unreadIn(part, mortgagesUrl)).toEqual([part]);
    expect(ListMortgagesInput.safeParse(mortgagesRequest(loadMortgagesState(`?${part}`))).success).toBe(true);
  });
});
