import { describe, expect, it } from "vitest";
import { UpdateTemplateInput } from "@/server/domain/mortgages/input.ts";
import { asRoles, changesOf, conflictRows, inputOf } from "./template-values.ts";

const SEEN = { name: "Commitment", signatoryRoles: ["Borrower", "Broker"] };

const typed = ({ name, signatoryRoles } = SEEN) =>
  inputOf({ documensoTemplateId: "envelope_a", name, roles: asRoles(signatoryRoles) });

describe("M7 M12 what is typed about a template", () => {
  it("M7 M12 only what differs from the version that was opened goes out, as the schema takes it", () => {
    expect(changesOf(SEEN, typed())).toEqual({});
    expect(
      changesOf(SEEN, typed({ name: " Commitment ", signatoryRoles: ["Borrower ", "Broker", ""] })),
    ).toEqual({});
    expect(changesOf(SEEN, typed({ ...SEEN, name: "Offer" }))).toEqual({ name: "Offer" });
    const roles = ["Broker", "Borrower"];
    expect(changesOf(SEEN, typed({ ...SEEN, signatoryRoles: roles }))).toEqual({ signatoryRoles: roles });
    expect(changesOf(SEEN, typed({ ...SEEN, name: "" }))).toEqual({ name: "" });
    const input = { mortgageId: 1, documensoTemplateId: "envelope_abcdefgh", version: 2 };
    expect(UpdateTemplateInput.safeParse({ ...input, ...changesOf(SEEN, typed()) }).success).toBe(true);
  });

  it.each([
    [
      "one each",
      { name: "Letter" },
      { ...SEEN, signatoryRoles: ["Broker"] },
      [
        { label: "Name", mine: "Letter", theirs: "Commitment" },
        { label: "Who signs", mine: undefined, theirs: "Broker" },
      ],
    ],
    [
      "one of theirs and nothing of mine",
      {},
      { ...SEEN, name: "Offer" },
      [{ label: "Name", mine: undefined, theirs: "Offer" }],
    ],
    [
      "the same one",
      { signatoryRoles: ["Lender", "Broker"] },
      { ...SEEN, signatoryRoles: ["Broker"] },
      [{ label: "Who signs", mine: "Lender, Broker", theirs: "Broker" }],
    ],
  ])("M7 M12 both versions are told of what one side touched: %s", (_, mine, theirs, rows) => {
    expect(conflictRows({ seen: SEEN, mine, theirs })).toEqual(rows);
  });
});
