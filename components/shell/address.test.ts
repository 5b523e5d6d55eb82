import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { ListLoansInput, ListTradesInput } from "@/server/domain/pipeline/input.ts";
import { gridUrl } from "../grid/grid-url.ts";
import { listRequest, listUrl, loadListState } from "../pipeline/list-url.ts";
import { loadTradesState, tradesRequest, tradesUrl } from "../trades/trades-url.ts";
import { type Address, readPart, unreadIn } from "./address.ts";

type Values = Record<string, string>;
const query = (values: Values) => (Object.keys(values).length > 0 ? `?${new URLSearchParams(values)}` : "");

describe("P7.2 what an address asks for", () => {
  it.each<[Address, Values]>([
    [listUrl, { filter: '[["loanAmount","gte","500000"]]', page: "3", view: "7" }],
    [listUrl, { status: "in_transit,purchased", q: "smith", sort: "loanAmount", overdue: "true" }],
    [listUrl, { filter: "[]", status: "", q: "", page: "" }],
    [listUrl, { q: "[smith, anna" }],
    [listUrl, { cols: "loanAmount", from: "somebody else's" }],
    [gridUrl, { group: "trade", open: "7,8", q: "smith" }],
    [tradesUrl, { from: "2024-02-29", status: "settled,settled", loans: "2" }],
  ])("is read whole: %#", (address, values) => {
    expect(unreadIn(query(values), address)).toEqual([]);
  });

  it.each<[Address, string, string, string | null]>([
    [listUrl, "filter", '[["loanAmount","eq","abc"]]', null],
    [listUrl, "filter", '[["loanAmount","gte","1"],["nothing","eq","x"]]', '[["loanAmount","gte","1"]]'],
    [listUrl, "filter", "{garbage", null],
    [listUrl, "filter", '{"field":"loanAmount"}', null],
    [listUrl, "overdue", "perhaps", null],
    [listUrl, "sort", "nonsense", null],
    [listUrl, "dir", "up", null],
    [listUrl, "cols", "loanAmount,nope", "loanAmount"],
    [listUrl, "view", "mine", null],
    [listUrl, "view", "2147483648", null],
    [listUrl, "pageSize", "26", null],
    [listUrl, "q", "a\u0000b", null],
    [listUrl, "q", "x".repeat(201), null],
    [listUrl, "status", "in_transit,a\rb", "in_transit"],
    [listUrl, "status", "[\u0000", null],
    [gridUrl, "open", "7,x,-1", "7"],
    [gridUrl, "group", "borrower", null],
    [tradesUrl, "from", "2026-99-99", null],
    [tradesUrl, "to", "2026-02-30", null],
    [tradesUrl, "to", "2026-02-03T10:00", null],
    [tradesUrl, "status", "settled,lost", "settled"],
    ...["0", "-7", "1.5", "1e3", "1000001", "99999999999999999999", "x"].map(
      (page): [Address, string, string, null] => [listUrl, "page", page, null],
    ),
  ])("is told where it cannot be read: %#", (address, name, text, kept) => {
    const search = query({ seller: "somebody", [name]: text });
    expect(unreadIn(search, address)).toEqual([
      `${name}=${text.replace("\u0000", "%00").replace("\r", "%0D")}`,
    ]);
    const rest = readPart(search, address);
    expect(rest).toBe(query({ seller: "somebody", ...(kept === null ? {} : { [name]: kept }) }));
    expect(unreadIn(rest, address)).toEqual([]);
  });

  it("is told where a name stands again: of several values the first is read", () => {
    const search = "?status=in_transit&q=smith&status=purchased&status=in_transit&q=";
    expect(loadListState(search)).toMatchObject({ status: ["in_transit"], q: "smith" });
    expect(unreadIn(search, listUrl)).toEqual(["q=", "status=purchased"]);
    expect(readPart(search, listUrl)).toBe("?status=in_transit&q=smith");
  });

  it.each<[string, Address, (search: string) => unknown, z.ZodType]>([
    ["loans", listUrl, (search) => listRequest(loadListState(search)), ListLoansInput],
    ["trades", tradesUrl, (search) => tradesRequest(loadTradesState(search)), ListTradesInput],
  ])("never is a request for %s that the server refuses", (_name, address, request, input) => {
    const values = fc.dictionary(fc.constantFrom(...Object.keys(address)), fc.string({ unit: "binary" }));
    fc.assert(
      fc.property(values, (typed) => {
        expect(input.safeParse(request(query(typed))).error).toBeUndefined();
      }),
    );
  });
});
