import type { Locator, Page } from "@playwright/test";
import { askToDelete, borrowerNamed, chainOf, deletionOf, listed, PICTURE } from "../fixtures/mortgages.ts";
import type { TestTenant } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

const [INES, OTTO, DEAL] = ["Ines Varga", "Otto Brandt", "Meridian Fund"];

test("M2 M3 M5 M7 M9 M10 M11 M12 M13: an administrator enters a mortgage, hangs papers on it, renews it twice, hands it on, deletes all three, and reads it again in the log", async ({
  newTenant,
  openAs,
}) => {
  // A tenant of its own: the whole of its log is this story.
  const tenant = await newTenant();
  await borrowerNamed(tenant, INES);
  await borrowerNamed(tenant, OTTO);
  const page = await openAs({ tenant, role: "admin" });

  const first = await test.step("It is entered in the form", () => enter(page));
  await test.step("A document is uploaded and looked at", () => addPicture(page));
  await test.step("A template is picked from the sandbox of Documenso", () => addTemplate(page));
  const second = await test.step("It is renewed on new terms", () =>
    renew(page, first, { "Loan amount": "400,000", "Interest rate": "5.5" }));
  const third = await test.step("The renewal is renewed as it is", () => renew(page, second));
  await test.step("The chain shows all three", () => seeChain(page, [first, second, third]));
  await test.step("The newest goes over to another borrower", () => relink(page, third));

  await listed(tenant, second, null);
  await listed(tenant, first, DEAL);
  await hangPaymentsOn(tenant, first);
  await test.step("The newest is deleted: nothing is offered to anybody", () =>
    deletePlain(page, third, second));
  await test.step("The next is listed: cancelled once, then deleted with its listing", () =>
    deleteListed(page, second, first));
  await test.step("A deal holds the listing of the first: only force deletes it", () =>
    deleteLocked(page, first));
  await test.step("The log tells all of it, and the borrowers are still there", () =>
    readLog(page, [first, second, third]));
});

async function enter(page: Page): Promise<number> {
  await page.goto("/mortgages");
  await page.getByRole("link", { name: "New mortgage" }).first().click();
  await page.getByLabel("Loan amount").fill("412,500");
  await page.getByLabel("Interest rate").fill("6.125");
  await page.getByLabel("Origination date").fill("2024-03-01");
  await page.getByRole("button", { name: "3 years" }).click();
  await pickBorrower(page, INES);
  const address = { Street: "41 Alder Way", City: "Portland", State: "OR", ZIP: "97205" };
  for (const [label, text] of Object.entries(address)) await page.getByLabel(label).fill(text);
  await page.getByRole("button", { name: "Create mortgage" }).click();
  await expect(page.getByRole("heading", { level: 1, name: INES })).toBeVisible();
  await expect(page.getByRole("region", { name: "Terms" })).toContainText("$412,500.00");
  return shownMortgage(page);
}

async function pickBorrower(page: Page, name: string): Promise<void> {
  await page.getByRole("combobox", { name: "Borrower" }).fill(name);
  await page.getByRole("option", { name: new RegExp(`^${name}`) }).click();
}

async function shownMortgage(page: Page): Promise<number> {
  await expect(page).toHaveURL(/\/mortgages\/\d+$/);
  return Number(page.url().split("/").at(-1));
}

async function addPicture(page: Page): Promise<void> {
  await page
    .getByLabel(/^Drop documents here/)
    .setInputFiles({ name: "roof.png", mimeType: "image/png", buffer: PICTURE });
  await page.getByLabel("What roof.png is").selectOption("Inspection");
  await page.getByRole("button", { name: "Add 1 document" }).click();
  await page.getByRole("button", { name: "Preview roof.png" }).click();
  await expect(page.getByRole("img", { name: "roof.png" })).toHaveJSProperty("naturalWidth", 1);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("list", { name: "Inspection" })).toContainText("roof.png");
}

async function addTemplate(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Add a template" }).click();
  const adding = page.getByRole("dialog", { name: "Add a template" });
  await adding.getByLabel("Template in Documenso").selectOption({ label: "Mortgage commitment" });
  await expect(adding.getByRole("textbox", { name: "Role 2" })).toHaveValue("Broker");
  await adding.getByRole("button", { name: "Add template" }).click();
  const templates = page.getByRole("list", { name: "Document templates" });
  await expect(templates).toContainText("Signed by Borrower, Broker and Lender");
}

/** On the terms that stand there, but for those that are given. */
async function renew(page: Page, mortgageId: number, terms: Record<string, string> = {}): Promise<number> {
  await page.getByRole("button", { name: "Renew" }).click();
  const dialog = page.getByRole("dialog", { name: `Renew mortgage ${mortgageId}` });
  for (const [label, text] of Object.entries(terms)) await dialog.getByLabel(label).fill(text);
  await dialog.getByRole("button", { name: "Renew mortgage" }).click();
  await expect(page).not.toHaveURL(`/mortgages/${mortgageId}`);
  const renewal = await shownMortgage(page);
  await expect(page.getByText(`Mortgage ${renewal} renews mortgage ${mortgageId}`)).toBeVisible();
  return renewal;
}

async function seeChain(page: Page, mortgages: number[]): Promise<void> {
  const chain = chainOf(page);
  await expect(chain).toHaveCount(mortgages.length);
  for (const [at, mortgageId] of mortgages.entries()) {
    const isNewest = at === mortgages.length - 1;
    await expect(chain.nth(at)).toContainText(`Mortgage ${mortgageId}`);
    await expect(chain.nth(at)).toContainText(isNewest ? "Current" : "Historical");
  }
  await expect(chain.last()).toHaveAttribute("aria-current", "true");
}

async function relink(page: Page, mortgageId: number): Promise<void> {
  await page.getByRole("link", { name: "Edit" }).click();
  await pickBorrower(page, OTTO);
  // Everything else stays what it was.
  const changes = page.getByRole("complementary", { name: "What changes" });
  await expect(changes.getByRole("term")).toHaveText(["Borrower"]);
  await page.getByRole("button", { name: "Save mortgage" }).click();
  await expect(page).toHaveURL(`/mortgages/${mortgageId}`);
  await expect(page.getByRole("heading", { level: 1, name: OTTO })).toBeVisible();
  await expect(page.getByRole("region", { name: "Terms" })).toContainText("$400,000.00");
}

/** As other parts of the product would have written them. */
async function hangPaymentsOn(tenant: TestTenant, mortgageId: number): Promise<void> {
  await tenant.asOwner(
    `insert into mortgage_payment (mortgage_id, paid_on, amount, reference)
     values (${mortgageId}, '2024-04-01', 2506.40, 'ACH 1'), (${mortgageId}, '2024-05-01', 2506.40, 'ACH 2')`,
  );
  await tenant.asOwner(
    `insert into mortgage_comparable (mortgage_id, address, sale_price, sold_on)
     values (${mortgageId}, '43 Alder Way', 405000, '2024-01-10')`,
  );
}

const planIn = (dialog: Locator) =>
  dialog.getByRole("list", { name: "Goes for good, with the mortgage" }).getByRole("listitem");

/** Its id is typed and the button pressed, which says what it does; afterwards it is told what went. */
async function confirm(page: Page, mortgageId: number, verb: string, told: string): Promise<void> {
  await deletionOf(page)
    .getByLabel(/^To confirm/)
    .fill(String(mortgageId));
  await deletionOf(page).getByRole("button", { name: verb, exact: true }).click();
  await expect(page.getByText(`Mortgage ${mortgageId} deleted`)).toBeVisible();
  await expect(page.getByText(told, { exact: true })).toBeVisible();
  await expect(page).toHaveURL("/mortgages");
}

async function deletePlain(page: Page, mortgageId: number, predecessor: number): Promise<void> {
  const dialog = await askToDelete(page, mortgageId);
  await expect(planIn(dialog).first()).toHaveText(/^Ownership shares · Own account 100%1$/);
  await expect(dialog).toContainText(`Mortgage ${predecessor} becomes active again`);
  await confirm(
    page,
    mortgageId,
    `Delete mortgage ${mortgageId}`,
    `With 1 ownership share. Mortgage ${predecessor} is active again.`,
  );
}

async function deleteListed(page: Page, mortgageId: number, predecessor: number): Promise<void> {
  const verb = "Delete mortgage and listing";
  const dialog = await askToDelete(page, mortgageId);
  await dialog.getByLabel("Delete the listing too").check();
  await dialog.getByLabel(/^To confirm/).fill(String(mortgageId));
  await expect(dialog.getByRole("button", { name: verb })).toBeEnabled();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
  await page.reload();
  await seeChain(page, [predecessor, mortgageId]);
  await expect(page.getByRole("region", { name: "Listings" })).toContainText("$410,000.00");

  await askToDelete(page, mortgageId);
  await expect(planIn(dialog).first()).toContainText("active, at $410,000.00");
  await dialog.getByLabel("Delete the listing too").check();
  await confirm(
    page,
    mortgageId,
    verb,
    `With 1 listing and 1 ownership share. Mortgage ${predecessor} is active again.`,
  );
}

const ALL_OF_IT =
  "1 listing, 1 appraisal comparable, 1 ownership share, 2 payments, 1 document and 1 document template";

async function deleteLocked(page: Page, mortgageId: number): Promise<void> {
  const verb = "Clear the lock and delete all of it";
  const dialog = await askToDelete(page, mortgageId);
  const deal = dialog.getByRole("group", { name: "A deal holds a listing" });
  await expect(deal).toContainText(`is locked for ${DEAL}, by deals@desk.test`);
  await expect(deal).toContainText("That deal loses the mortgage that was promised to it");
  await dialog.getByLabel(/^To confirm/).fill(String(mortgageId));
  await expect(dialog.getByRole("button", { name: verb })).toBeDisabled();
  await deal.getByLabel("Clear the lock by force and delete the listing").check();
  await confirm(page, mortgageId, verb, `With ${ALL_OF_IT}.`);
}

async function readLog(page: Page, [first, second, third]: [number, number, number]): Promise<void> {
  await page.getByRole("link", { name: "Audit log", exact: true }).click();
  const entries = page.getByRole("table", { name: "Audit log" }).locator("tbody").getByRole("row");
  const told: [mortgageId: number | null, says: string | RegExp][] = [
    [first, `Deleted by force, against the lock of a deal, with ${ALL_OF_IT}`],
    [first, `Is active again, since its renewal, mortgage ${second}, was deleted`],
    [second, "Deleted, with 1 listing and 1 ownership share"],
    [second, `Is active again, since its renewal, mortgage ${third}, was deleted`],
    [third, "Deleted, with 1 ownership share"],
    [third, new RegExp(`^Changed borrower: ${INES}.*became ${OTTO}$`)],
    [second, `Renewed by mortgage ${third}`],
    [third, `Created as the renewal of mortgage ${second}`],
    [first, `Renewed by mortgage ${second}`],
    [second, `Created as the renewal of mortgage ${first}`],
    [first, "Added the template “Mortgage commitment”, signed by Borrower, Broker, Lender"],
    [first, "Added “roof.png” as Inspection"],
    [first, "Created"],
    [null, `Added borrower ${OTTO}`],
    [null, `Added borrower ${INES}`],
  ];
  // What was cancelled is not among them.
  await expect(entries).toHaveCount(told.length);
  for (const [at, [mortgageId, says]] of told.entries()) {
    await expect(entries.nth(at).getByText(says, { exact: true })).toBeVisible();
    await expect(entries.nth(at).getByRole("cell").nth(2)).toHaveText(
      mortgageId === null ? "–None" : `${mortgageId}deleted`,
    );
  }
  await entries.first().locator("summary").click();
  for (const kept of [INES, `locked for ${DEAL}`, "2, $5,012.80 in all", "roof.png", "envelope_sandbox"])
    await expect(entries.first()).toContainText(kept);

  await page.goto("/mortgages/new");
  for (const name of [INES, OTTO]) await pickBorrower(page, name);
}
