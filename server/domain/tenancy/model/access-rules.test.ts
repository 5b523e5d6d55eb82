import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AccessWish, guardAccessChange, guardNewPassPhrase, type Member } from "./access-rules.ts";

const person = (userId: string, role: Member["role"], mayEnter = true): Member => ({
  userId,
  email: `${userId}@desk.test`,
  role,
  mayEnter,
});
const ANNA = person("anna", "admin");
const BEN = person("ben", "admin");
const OLGA = person("olga", "operator");
const SHUT = person("shut", "admin", false);

describe("P6.3 who may change whose access", () => {
  it.each<[string, Member[], string | null, AccessWish, string | null]>([
    ["an administrator demotes another", [ANNA, BEN], "anna", { userId: "ben", role: "operator" }, null],
    ["an administrator shuts another out", [ANNA, BEN], "anna", { userId: "ben", mayEnter: false }, null],
    ["an administrator promotes", [ANNA, OLGA], "anna", { userId: "olga", role: "admin" }, null],
    ["nobody demotes themselves", [ANNA, BEN], "anna", { userId: "anna", role: "operator" }, "OWN_ACCESS"],
    ["nobody shuts themselves out", [ANNA, BEN], "anna", { userId: "anna", mayEnter: false }, "OWN_ACCESS"],
    ["to stay an administrator is no loss", [ANNA], "anna", { userId: "anna", role: "admin" }, null],
    [
      "a command demotes the last",
      [ANNA, OLGA],
      null,
      { userId: "anna", role: "operator" },
      "LAST_ADMINISTRATOR",
    ],
    [
      "a command shuts the last out",
      [ANNA, SHUT],
      null,
      { userId: "anna", mayEnter: false },
      "LAST_ADMINISTRATOR",
    ],
    [
      "who is shut out does not count as one",
      [ANNA, SHUT],
      null,
      { userId: "anna", role: "operator" },
      "LAST_ADMINISTRATOR",
    ],
    ["an operator asks", [ANNA, OLGA], "olga", { userId: "anna", role: "operator" }, "FORBIDDEN"],
    ["one shut out meanwhile asks", [ANNA, SHUT], "shut", { userId: "anna", role: "operator" }, "FORBIDDEN"],
    ["somebody of another tenant", [ANNA], "anna", { userId: "eve", role: "operator" }, "NOT_FOUND"],
    ["nothing is asked but whether they belong here", [ANNA, OLGA], "anna", { userId: "olga" }, null],
  ])("%s", (_what, members, by, wish, code) => {
    const refusal = guardAccessChange(members, by === null ? null : `${by}@desk.test`, wish);
    expect(refusal?.code ?? null).toBe(code);
  });

  it("a tenant that has an administrator keeps one, whatever is asked in whatever order", () => {
    const names = ["a", "b", "c", "d"];
    const wish = fc.record(
      {
        userId: fc.constantFrom(...names),
        role: fc.constantFrom<Member["role"]>("operator", "admin"),
        mayEnter: fc.boolean(),
      },
      { requiredKeys: ["userId"] },
    );
    const asked = fc.tuple(fc.constantFrom(...names, null), wish);
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 30 }), (wishes) => {
        let members = names.map((name, index) => person(name, index < 2 ? "admin" : "operator"));
        for (const [by, one] of wishes) {
          if (guardAccessChange(members, by && `${by}@desk.test`, one as AccessWish)) continue;
          members = members.map((each) =>
            each.userId === one.userId ? { ...each, ...one } : each,
          ) as Member[];
        }
        expect(members.some(({ role, mayEnter }) => role === "admin" && mayEnter)).toBe(true);
      }),
    );
  });
});

describe("P6.3 P6.4 whose pass phrase an administrator may renew", () => {
  it.each([
    [{ mayEnter: true, belongsElsewhere: false }, null],
    [{ mayEnter: true, belongsElsewhere: true }, "CONFLICT"],
    [{ mayEnter: false, belongsElsewhere: false }, "CONFLICT"],
  ])("%j", (facts, code) => {
    expect(guardNewPassPhrase({ email: "x@desk.test", ...facts })?.code ?? null).toBe(code);
  });
});
