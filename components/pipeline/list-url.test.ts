import { describe, expect, it } from "vitest";
import { listRequest, loadListState, unreadIn } from "./list-url.ts";

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
