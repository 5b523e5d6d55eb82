import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { listPeople } from "./list-people.ts";
import { createUser } from "./users.ts";

let one: TestTenant;
let other: TestTenant;
beforeAll(async () => {
  [one, other] = await Promise.all([testTenant(), testTenant()]);
});
afterAll(() => Promise.all([one.close(), other.close()]));

describe("P7.3: the history names people", () => {
  it("knows the people of the tenant by name, and nobody of another one", async () => {
    const email = `ada-${one.slug}@desk.test`;
    const access = { password: "a long pass phrase", role: "operator" } as const;
    const change = { by: "system/test", now: new Date() };
    await createUser({ ...access, tenantId: one.id, email, name: "Ada Oakley" }, change);
    expect(await listPeople(one.as("operator"))).toContainEqual({
      email,
      name: "Ada Oakley",
      mayOperate: true,
      mayConfigure: false,
    });
    await createUser(
      { ...access, tenantId: one.id, email: `bea-${email}`, name: "Bea Oakley", role: "admin" },
      change,
    );
    expect(await listPeople(one.as("operator"))).toContainEqual(
      expect.objectContaining({ name: "Bea Oakley", mayConfigure: true }),
    );
    expect(await listPeople(other.as("admin"))).not.toContainEqual(expect.objectContaining({ email }));
  });

  it("tells nothing to the exchange", async () => {
    await expect(listPeople(one.as("exchange"))).rejects.toMatchObject({ refusal: { code: "FORBIDDEN" } });
  });
});
