import type { Page } from "@playwright/test";
import { loanUrl, panelOf } from "../fixtures/desk.ts";
import { expect, test } from "../fixtures/test.ts";

const PAGES = ["/pipeline", "/pipeline/loans", "/docs"];

/** Every violation of the policy, also one that the console would not tell. */
async function watchPolicy(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(window, { violations });
    document.addEventListener("securitypolicyviolation", (event) => {
      violations.push(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  return () => page.evaluate(() => (window as unknown as { violations: string[] }).violations);
}

test("P6.5: every page is sent with a policy of its own nonce, is kept nowhere, and violates nothing", async ({
  page,
  tenant,
}) => {
  const [loanId = 0] = await tenant.buy(1);
  const violations = await watchPolicy(page);
  const nonces = new Set<string>();
  for (const address of [...PAGES, loanUrl(loanId)]) {
    const headers = (await page.goto(address))?.headers() ?? {};
    const policy = headers["content-security-policy"] ?? "";
    const nonce = /script-src 'self' 'nonce-([^']+)' 'strict-dynamic'/.exec(policy)?.[1] ?? "";
    expect(nonce, address).not.toBe("");
    nonces.add(nonce);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe-eval");
    expect(policy.replace("style-src 'self' 'unsafe-inline'", "")).not.toContain("unsafe-inline");
    expect(headers["cache-control"], address).toContain("no-store");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["x-frame-options"]).toBe("DENY");
    expect(headers["referrer-policy"]).toBe("same-origin");
    expect(headers["x-powered-by"]).toBeUndefined();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await violations(), address).toEqual([]);
  }
  expect(nonces.size).toBe(PAGES.length + 1);
  await expect(panelOf(page).getByRole("region", { name: "Money" })).toBeVisible();
  await page.getByRole("button", { name: "Mark in transit" }).click();
  await expect(page.getByRole("dialog", { name: "Mark in transit" })).toBeVisible();
  expect(await violations()).toEqual([]);
});

test("P6.5: a script that was slipped into the page does not run", async ({ page, problems }) => {
  const violations = await watchPolicy(page);
  problems.expect(/Content Security Policy/);
  await page.goto("/pipeline");
  await page.evaluate(() => {
    const holder = document.createElement("div");
    holder.innerHTML = '<img src="data:," onerror="window.slippedIn = true">';
    document.body.append(holder);
  });
  await expect.poll(violations).toContainEqual(expect.stringMatching(/^script-src/));
  expect(await page.evaluate(() => "slippedIn" in window)).toBe(false);
});

test("P6.5: answers of the API are kept nowhere, and the session cookie is out of reach of scripts", async ({
  page,
  tenant,
}) => {
  const answer = await tenant.api("operator", "GET", "/api/pipeline/loans");
  expect(answer.headers["cache-control"]).toBe("no-store");
  expect(answer.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  const { cookies } = await tenant.signedIn("admin");
  const session = cookies.find(({ name }) => name.endsWith("pssaas.session"));
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  await page.goto("/pipeline");
  expect(await page.evaluate(() => document.cookie)).not.toContain("pssaas.session");
});
