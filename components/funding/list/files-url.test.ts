import { describe, expect, it } from "vitest";
import { ListFilesInput } from "@/server/domain/funding/file-input.ts";
import { unreadIn } from "../../shell/address.ts";
import {
  filesAddress,
  filesRequest,
  filesUrl,
  isFiltered,
  loadFilesState,
  NO_FILE_FILTERS,
} from "./files-url.ts";

describe("F8.1 the address of the list of files", () => {
  it("F8.1 holds search, filters, sort and page, and asks the server for exactly that", () => {
    const address =
      "?q=ann&outcome=open&path=parked&step=mark_parked&reason=thin_file&age=7&operator=bob@desk.test&sort=name&dir=asc&page=2&pageSize=50";
    const request = filesRequest(loadFilesState(address));
    expect(request).toEqual({
      page: 2,
      pageSize: 50,
      sortBy: "name",
      sortDirection: "asc",
      search: "ann",
      outcome: "open",
      path: "parked",
      step: "mark_parked",
      reason: "thin_file",
      waitingDays: 7,
      operator: "bob@desk.test",
    });
    expect(ListFilesInput.safeParse(request).success).toBe(true);
  });

  it("F8.1 what is asked for by itself is not written", () => {
    const state = loadFilesState("");
    expect([filesAddress("/funding", state), isFiltered(state)]).toEqual(["/funding", false]);
    const parked = { ...state, path: "parked" as const };
    expect([filesAddress("/funding", parked), isFiltered(parked)]).toEqual(["/funding?path=parked", true]);
    expect(isFiltered({ ...parked, ...NO_FILE_FILTERS })).toBe(false);
  });

  it.each([
    "outcome=lost",
    "path=somewhere",
    "step=do_nothing",
    "reason=bad_mood",
    "age=2",
    "operator=bob",
    "sort=income",
    "dir=up",
    "page=0",
    "pageSize=7",
    `q=${"x".repeat(201)}`,
  ])("F8.1 %s cannot be asked, is told, and makes no request that fails", (part) => {
    expect(unreadIn(part, filesUrl)).toEqual([part]);
    expect(ListFilesInput.safeParse(filesRequest(loadFilesState(`?${part}`))).success).toBe(true);
  });
});
