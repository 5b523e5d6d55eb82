import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Lender, PRODUCTS } from "./lenders.ts";
import { type ClientFigures, shortlistFor } from "./shortlist.ts";
import { submissionTo } from "./submission.ts";

const lender = (lenderId: number, changes: Partial<Lender> = {}): Lender => ({
  lenderId,
  name: `Lender ${lenderId}`,
  products: ["mca"],
  minimumScore: null,
  minimumMonthlyRevenue: null,
  minimumMonthsInBusiness: null,
  minimumAmount: null,
  maximumAmount: null,
  daysToFund: null,
  contactName: null,
  contactEmail: "deals@lender.test",
  contactPhone: null,
  notes: null,
  toVerify: null,
  version: 1,
  retiredAt: null,
  ...changes,
});
const client = (changes: Partial<ClientFigures> = {}): ClientFigures => ({
  subVariant: "both",
  score: 640,
  monthlyRevenue: "20000.00",
  monthsInBusiness: 18,
  ...changes,
});
const reasons = (terms: Partial<Lender>, figures: Partial<ClientFigures> = {}) =>
  shortlistFor(client(figures), [lender(1, terms)]).leftOut[0]?.reasons ?? [];

describe("F6.1 the shortlist", () => {
  it.each([
    ["mca", ["mca"], true],
    ["mca", ["revenue_based"], true],
    ["mca", ["sba"], false],
    ["sba", ["sba"], true],
    ["sba", ["mca"], false],
    ["both", ["sba"], true],
    ["both", ["revenue_based", "equipment"], true],
    ["both", ["equipment"], false],
    ["mca", ["term_loan", "line_of_credit"], false],
  ] as const)("approved for %s, one that lends %j fits: %s", (subVariant, products, isFitting) => {
    const { fitting } = shortlistFor(client({ subVariant }), [lender(1, { products: [...products] })]);
    expect(fitting.length === 1).toBe(isFitting);
  });

  it.each([
    [{ minimumScore: 641 }, {}, ["Asks for a score of 641; the client’s is 640."]],
    [{ minimumScore: 640 }, {}, []],
    [{ minimumScore: 1 }, { score: null }, ["Asks for a score of 1; the client’s is not known."]],
    [
      { minimumMonthlyRevenue: "20000.01" },
      {},
      ["Asks for $20,000.01 of revenue a month; the client has $20,000.00."],
    ],
    [{ minimumMonthlyRevenue: "20000.00" }, {}, []],
    [
      { minimumMonthsInBusiness: 19 },
      { monthsInBusiness: 1 },
      ["Asks for 19 months in business; the client has 1 month."],
    ],
    [
      { minimumMonthsInBusiness: 0 },
      { monthsInBusiness: null },
      ["Asks for 0 months in business; the client’s start is not known."],
    ],
    [{}, { score: null, monthlyRevenue: null, monthsInBusiness: null }, []],
  ] as const)("with %j a client with %j is left out because of %j", (terms, figures, expected) => {
    expect(reasons(terms, figures)).toEqual(expected);
  });

  it("gives every reason at once, with the product first", () => {
    expect(reasons({ products: ["equipment"], minimumScore: 700, minimumMonthsInBusiness: 24 })).toEqual([
      "Lends Equipment financing; approved is MCA or SBA.",
      "Asks for a score of 700; the client’s is 640.",
      "Asks for 24 months in business; the client has 18 months.",
    ]);
  });

  it("says what is not known of a lender, and who has no address", () => {
    const known = { minimumScore: 600, minimumMonthlyRevenue: "1.00", minimumMonthsInBusiness: 1 };
    const { fitting } = shortlistFor(client(), [lender(1, { ...known, contactEmail: null }), lender(2)]);
    expect(fitting).toMatchObject([
      { unknown: [], cannotSubmit: expect.stringMatching(/no e-mail address.*Lenders/) },
      { unknown: ["minimum score", "minimum revenue", "minimum time in business"], cannotSubmit: null },
    ]);
  });

  it("stands in one order, whatever the order in which the lenders come, and names each exactly once", () => {
    const someLender = fc.record({
      daysToFund: fc.option(fc.nat(5), { nil: null }),
      name: fc.constantFrom("A", "B", "C"),
      minimumScore: fc.option(fc.integer({ min: 300, max: 850 }), { nil: null }),
      products: fc.uniqueArray(fc.constantFrom(...PRODUCTS), { minLength: 1 }),
    });
    fc.assert(
      fc.property(fc.array(someLender, { maxLength: 12 }), fc.nat(), (all, seed) => {
        const lenders = all.map((terms, index) => lender(index + 1, terms));
        const shuffled = [...lenders].sort(
          (a, b) => ((a.lenderId * (seed + 7)) % 13) - ((b.lenderId * (seed + 7)) % 13),
        );
        const list = shortlistFor(client(), lenders);
        expect(shortlistFor(client(), shuffled)).toEqual(list);
        const ids = [...list.fitting, ...list.leftOut].map(({ lender: { lenderId } }) => lenderId);
        expect(ids.sort((a, b) => a - b)).toEqual(lenders.map(({ lenderId }) => lenderId));
        for (const { reasons: why } of list.leftOut) expect(why.length).toBeGreaterThan(0);
      }),
    );
  });

  it("puts the quickest first and whose time is not known last", () => {
    const lenders = [
      lender(1, { name: "Z" }),
      lender(2, { daysToFund: 10 }),
      lender(3, { daysToFund: 2 }),
      lender(4, { name: "A" }),
    ];
    expect(shortlistFor(client(), lenders).fitting.map(({ lender: { lenderId } }) => lenderId)).toEqual([
      3, 2, 4, 1,
    ]);
  });
});

describe("F6.1 a submission", () => {
  const list = shortlistFor(client({ subVariant: "sba" }), [
    lender(1, { name: "Cadence Bank", products: ["sba"], contactName: "Cara" }),
    lender(2, { name: "Grasshopper Bank", products: ["sba"], contactEmail: null }),
    lender(3, { name: "Credibly" }),
    lender(4, { name: "Fourth", products: ["sba", "mca"], contactEmail: "x@fourth.test" }),
  ]);
  const facts = {
    client: { name: "Ann Client", email: "ann@mail.test", phone: "+1 212 555 0100" },
    operatorName: "Olga",
    documents: ["Bank statements"],
  };
  const submitted = (...names: string[]) => submissionTo(names, list, facts);

  it("is one letter a lender, in which none reads of another", () => {
    const made = submitted("cadence bank", "Fourth");
    if ("refusal" in made) throw new Error(made.refusal.message);
    expect(made.lenders).toEqual([
      { lenderId: 1, name: "Cadence Bank", email: "deals@lender.test" },
      { lenderId: 4, name: "Fourth", email: "x@fourth.test" },
    ]);
    const [first, second] = made.effects.map(({ payload }) => JSON.stringify(payload));
    expect(made.effects.map(({ effect, payload }) => [effect, payload.to])).toEqual([
      ["email", "deals@lender.test"],
      ["email", "x@fourth.test"],
    ]);
    for (const fact of [
      "Dear Cara,",
      "Ann Client",
      "640",
      "$20,000.00",
      "18",
      "Bank statements",
      "SBA",
      "Olga",
    ])
      expect(first).toContain(fact);
    expect(first).not.toContain("Fourth");
    expect(second).not.toContain("Cadence");
    expect(second).not.toContain("MCA");
  });

  it.each([
    [["Grasshopper Bank"], "data.partners[0]", /no e-mail address: an administrator enters/],
    [["Cadence Bank", "Credibly"], "data.partners[1]", /left out: Lends MCA; approved is SBA/],
    [["Nobody"], "data.partners[0]", /not a lender of the shortlist/],
    [["Cadence Bank", "CADENCE BANK"], "data.partners[1]", /named twice/],
  ])("to %j is refused as a whole, saying why", (names, field, why) => {
    expect(submitted(...names)).toMatchObject({
      refusal: { code: "PAYLOAD_VALIDATION", details: [{ field, message: expect.stringMatching(why) }] },
    });
  });
});
