import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { addLender } from "./add-lender.ts";
import { deleteLender } from "./delete-lender.ts";
import { getShortlist } from "./get-shortlist.ts";
import { listLenders } from "./list-lenders.ts";
import { retireLender } from "./retire-lender.ts";
import { saveLender } from "./save-lender.ts";
import { JUDGED_AT } from "./testing-files.ts";
import { done, effectsOf, fileOf, lenderWithEmail, walked } from "./testing-steps.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT, maxConnections: 10 });
});
afterAll(() => tenant.close());
const admin = () => tenant.as("admin");
const ann = () => tenant.as("operator");
const named = async (name: string) =>
  (await listLenders(ann(), { withRetired: true })).lenders.find((one) => one.name === name) ??
  expect.fail(`no ${name}`);

describe("F6.1 the lenders", () => {
  it("F6.1 begin with those of the source, each with the figures that it gives and no others", async () => {
    const other = await testTenant();
    const { lenders } = await listLenders(other.as("operator"), {});
    await other.close();
    expect(lenders).toHaveLength(15);
    const of = (name: string) => lenders.find((one) => one.name === name);
    expect(of("Cadence Bank")).toMatchObject({
      products: ["sba"],
      minimumScore: 650,
      maximumAmount: "5000000.00",
      daysToFund: 10,
      minimumMonthlyRevenue: null,
      contactEmail: null,
      toVerify: null,
    });
    expect(of("ARF Financial")).toMatchObject({
      products: ["term_loan", "line_of_credit"],
      minimumScore: 600,
      minimumAmount: "50000.00",
      maximumAmount: "1000000.00",
      daysToFund: null,
    });
    expect(of("BHG Financial")).toMatchObject({
      minimumScore: 660,
      maximumAmount: "500000.00",
      daysToFund: 3,
    });
    const toVerify = lenders.filter((one) => one.toVerify !== null);
    expect(toVerify.map(({ name }) => name)).toEqual([
      "Revenue-based financing 1",
      "Revenue-based financing 2",
      "Revenue-based financing 3",
    ]);
  });

  it("F6.1 are added and changed by administrators, and found by product and by words", async () => {
    const added = await addLender(admin(), {
      name: "Northway Capital",
      products: ["mca", "equipment"],
      minimumScore: 580,
      minimumMonthlyRevenue: "12500.5",
      contactEmail: "Deals@Northway.test",
    });
    expect(added).toMatchObject({
      version: 1,
      minimumMonthlyRevenue: "12500.50",
      contactEmail: "deals@northway.test",
      minimumMonthsInBusiness: null,
      createdBy: "admin@desk.test",
    });
    const { lenderId, name } = added;
    const changed = await saveLender(admin(), { lenderId, version: 1, name, products: ["sba"] });
    expect(changed).toMatchObject({ version: 2, products: ["sba"], minimumScore: null, contactEmail: null });
    const found = async (asked: object) => (await listLenders(ann(), asked)).lenders.map((one) => one.name);
    expect(await found({ search: "NORTHWAY" })).toEqual([name]);
    expect(await found({ product: "equipment" })).toEqual(["Balboa", "ClickLease", "Everlasting Capital"]);
    expect(await found({ search: "100%" })).toEqual([]);
  });

  it("F6.1 are refused with another's name, without a product, with an impossible figure, or by an operator", async () => {
    const add = (changes: object) => addLender(admin(), { name: "Odd", products: ["mca"], ...changes });
    expect(await refusedFields(add({ name: "CREDIBLY" }))).toEqual(["name"]);
    expect(await refusedFields(add({ products: [] }))).toEqual(["products"]);
    expect(await refusedFields(add({ products: ["mca", "mca"] }))).toEqual(["products"]);
    expect(await refusedFields(add({ minimumAmount: "10", maximumAmount: "9" }))).toEqual(["maximumAmount"]);
    expect(
      await refusedFields(
        add({
          products: ["gold"],
          minimumScore: 900,
          minimumMonthlyRevenue: "-1",
          contactEmail: "x",
          notes: "123-45-6789",
        }),
      ),
    ).toEqual(["products[0]", "minimumScore", "minimumMonthlyRevenue", "contactEmail", "notes"]);
    expect((await refusalOf(addLender(ann(), { name: "Odd", products: ["mca"] }))).code).toBe("FORBIDDEN");
  });

  it("F6.1 of two administrators who change one at once, one looks again; of eight who add one name, one has it", async () => {
    const { lenderId, name, products } = await named("Kapitus");
    const save = () => saveLender(admin(), { lenderId, version: 1, name, products, notes: "x" });
    const results = await Promise.allSettled([save(), save()]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = results.find((one) => one.status === "rejected") as PromiseRejectedResult;
    expect(lost.reason.refusal.code).toBe("LENDER_CHANGED");
    const adding = Array.from({ length: 8 }, () => addLender(admin(), { name: "Race", products: ["mca"] }));
    const added = await Promise.allSettled(adding);
    expect(added.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of added)
      if (one.status === "rejected") expect(one.reason.refusal.details[0].field).toBe("name");
  });

  it("F6.1 retired, one leaves the list and the shortlist and can be brought back", async () => {
    const { lenderId } = await named("OnDeck");
    const file = await fileOf(ann(), "everything");
    const fitting = async () =>
      (await getShortlist(ann(), { fileId: file }))?.fitting.map(({ lender }) => lender.name) ?? [];
    expect(await fitting()).toContain("OnDeck");
    const retired = await retireLender(admin(), { lenderId, version: 1, isRetired: true });
    expect(retired).toMatchObject({ version: 2, retiredAt: JUDGED_AT });
    expect(await fitting()).not.toContain("OnDeck");
    expect((await listLenders(ann(), {})).lenders.map(({ name }) => name)).not.toContain("OnDeck");
    expect(await refusedFields(addLender(admin(), { name: "ondeck", products: ["mca"] }))).toEqual(["name"]);
    await retireLender(admin(), { lenderId, version: 2, isRetired: false });
    expect(await fitting()).toContain("OnDeck");
  });
});

describe("F6.1 submitting a file", () => {
  it("F6.1 writes a letter to each lender that was chosen, in the step's own transaction", async () => {
    await lenderWithEmail(ann(), "Credibly");
    await lenderWithEmail(ann(), "Kapitus");
    const file = await fileOf(ann(), "established");
    await walked(ann(), file, "established_funding", "gather_documentation");
    const { timeline } = await done(ann(), file, "established_funding", "submit_to_partner", {
      partners: ["Credibly", "Kapitus"],
    });
    expect(timeline[0]?.data).toMatchObject({
      partners: ["Credibly", "Kapitus"],
      lenders: [{ name: "Credibly", email: "deals@credibly.test" }, { name: "Kapitus" }],
    });
    const letters = (await effectsOf(tenant, file)).filter(({ step }) => step === "submit_to_partner");
    expect(letters.map(({ effect, payload }) => [effect, payload.to])).toEqual([
      ["email", "deals@credibly.test"],
      ["email", "deals@kapitus.test"],
    ]);
    expect(JSON.stringify(letters[0]?.payload)).toContain("Bank statements");
  });

  it("F6.1 to one without an address, or that is left out, is refused saying why, and nothing is done", async () => {
    const file = await fileOf(ann(), "established");
    await walked(ann(), file, "established_funding", "gather_documentation");
    const submit = (...partners: string[]) =>
      refusalOf(done(ann(), file, "established_funding", "submit_to_partner", { partners }));
    expect(await submit("OnDeck")).toMatchObject({
      code: "PAYLOAD_VALIDATION",
      details: [{ field: "data.partners[0]", message: expect.stringMatching(/no e-mail address/) }],
    });
    // Only MCA was approved.
    expect((await submit("Cadence Bank")).message).toMatch(/approved is MCA/);
    expect((await submit("BHG Financial")).message).toMatch(/Lends Term loan/);
    expect((await effectsOf(tenant, file)).some(({ step }) => step === "submit_to_partner")).toBe(false);
  });

  it("F6.1 keeps a lender that a file went to from being deleted, and one entered by mistake is", async () => {
    const { lenderId, version } = await named("Credibly");
    expect((await refusalOf(deleteLender(admin(), { lenderId, version }))).code).toBe("LENDER_IN_USE");
    const { lenderId: mistake } = await addLender(admin(), { name: "Mistake", products: ["mca"] });
    expect((await refusalOf(deleteLender(ann(), { lenderId: mistake, version: 1 }))).code).toBe("FORBIDDEN");
    await deleteLender(admin(), { lenderId: mistake, version: 1 });
    const gone = await refusalOf(deleteLender(admin(), { lenderId: mistake, version: 1 }));
    expect(gone.code).toBe("LENDER_NOT_FOUND");
  });

  it("F6.1 has no shortlist where nothing of established funding is open", async () => {
    expect(await getShortlist(ann(), { fileId: await fileOf(ann(), "cards") })).toBeNull();
    expect((await refusalOf(getShortlist(ann(), { fileId: 99_999 }))).code).toBe("FILE_NOT_FOUND");
  });
});
