import { addReport, doStep, nextOf, openFileOf, progressOf } from "../fixtures/funding-workflow.ts";
import { must, type TestTenant } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

test.use({ role: "operator" });

const OFFER = {
  offerId: "o1",
  lender: "Best Lender",
  amount: "20000.00",
  apr: null,
  termMonths: null,
  monthlyPayment: null,
  link: null,
  expiresOn: null,
};

/** Asks lenders over the API, as a colleague does. */
async function askLenders(tenant: TestTenant, fileId: number): Promise<void> {
  const offers = `/api/funding/files/${fileId}/offers`;
  const { json } = await tenant.api("operator", "GET", offers);
  const asked = await tenant.api("operator", "POST", `/api/funding/files/${fileId}/offer-requests`, {
    version: json.version,
    mode: json.mode,
    loanAmount: 20_000,
    purpose: "debt_consolidation",
    firstName: "Ann",
    lastName: "Lee",
    phone: "+1 212 555 0142",
    dateOfBirth: "1980-05-17",
    ssn: "219-09-1234",
    address1: "1 Main Street",
    address2: null,
    city: "Albany",
    state: "NY",
    zipcode: "12207",
    housing: "rent",
    monthlyHousingPayment: null,
    employment: "employed_full_time",
    payFrequency: "monthly",
    employerName: null,
    consentsShown: json.form.consentsShown,
    consentsToFcra: true,
    consentsToTcpa: true,
  });
  must(asked, 200);
}

test("F7.2 F8.3: what lenders ask stays as it was typed, whatever a colleague does to the step meanwhile", async ({
  page,
  tenant,
}) => {
  const { address, fileId } = await openFileOf(tenant, "combined");
  for (const step of ["approve_underwriting", "send_agreement"])
    await doStep(tenant, fileId, "term_loan", step);
  await page.goto(address);
  await nextOf(page).getByRole("button", { name: "Ask lenders for offers" }).click();
  const dialog = page.getByRole("dialog", { name: "Ask lenders for offers" });
  // Nothing is chosen yet: what is to be done is said in words.
  await dialog.getByLabel("Date of birth").fill("2020-01-01");
  await dialog.getByRole("button", { name: "Ask lenders" }).click();
  for (const words of [
    "Choose what the loan is for.",
    "Choose the state.",
    "Choose where the client lives.",
    "Choose what work the client does.",
    "Choose how often the client is paid.",
    "The client has to agree to this: without it no lender may be asked.",
    "Date of birth must be that of an adult.",
  ])
    await expect(dialog.getByText(words, { exact: true })).toBeVisible();
  await dialog.getByLabel("Date of birth").fill("");
  await dialog.getByLabel("Loan amount, $").fill("31,000");
  await dialog.getByLabel("Social security number").fill("219-09-1234");
  await dialog.getByLabel("City").fill("Troy");
  const typed = async () => {
    await expect(dialog.getByLabel("Loan amount, $")).toHaveValue("31,000");
    await expect(dialog.getByLabel("Social security number")).toHaveValue("219-09-1234");
    await expect(dialog.getByLabel("City")).toHaveValue("Troy");
    await expect(dialog.getByLabel("City")).toBeFocused();
  };

  await askLenders(tenant, fileId);
  await expect(dialog.getByRole("status")).toContainText(
    "API client e2e-operator has asked lenders meanwhile.",
  );
  await typed();
  await expect(dialog.getByRole("button", { name: "Ask lenders once more" })).toBeEnabled({
    timeout: 60_000,
  });

  await doStep(tenant, fileId, "term_loan", "generate_term_loan_offers", { offers: [OFFER] });
  await expect(dialog.getByRole("status")).toContainText("The offers have been recorded meanwhile");
  await typed();
  await expect(dialog.getByRole("button", { name: /^Ask lenders/ })).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(
    nextOf(page).getByRole("heading", { name: "Review the offers with the client" }),
  ).toBeFocused();
});

test("F3.6 F3.12: a product that was chosen before a new run is not approved when that run no longer allows it", async ({
  page,
  tenant,
}) => {
  const { address, fileId } = await openFileOf(tenant, "established");
  await page.goto(address);
  const approve = nextOf(page).getByRole("button", { name: "Review and approve" });
  const dialog = page.getByRole("dialog", { name: "Approve established funding" });
  await approve.click();
  await dialog.getByRole("radio", { name: "Merchant cash advance", exact: true }).check();
  await page.keyboard.press("Escape");

  const { version } = await progressOf(tenant, fileId);
  const revised = await tenant.api("operator", "POST", `/api/funding/files/${fileId}/runs`, {
    version,
    reason: "No daily card sales",
    overrides: { mcaEligible: false },
  });
  must(revised, 201);
  await page.reload();
  await approve.click();
  await expect(dialog).toContainText("Established funding: SBA loan");
  await dialog.getByRole("button", { name: "Approve established funding" }).click();
  await expect(dialog).toHaveCount(0);
  expect((await progressOf(tenant, fileId)).establishedSubVariant).toBe("sba");
});

test("F3.6 F3.10 F8.3: a note stays in the dialog of an approval that somebody else gives meanwhile, and nothing is sent", async ({
  page,
  tenant,
}) => {
  const { address, fileId } = await openFileOf(tenant, "cards");
  await page.goto(address);
  await nextOf(page).getByRole("button", { name: "Review and approve" }).click();
  const dialog = page.getByRole("dialog", { name: "Approve underwriting" });
  await dialog.getByRole("button", { name: "Add a note" }).click();
  const note = dialog.getByLabel("Note");
  await note.fill("Spoke with the client on Monday");

  await doStep(tenant, fileId, "card_funding", "approve_underwriting");
  await expect(dialog.getByRole("status")).toContainText(
    /API client e2e-operator has done “Review and approve underwriting” meanwhile, (just now|\d+ s ago)/,
  );
  await expect(note).toHaveValue("Spoke with the client on Monday");
  await expect(note).toBeFocused();
  const approve = dialog.getByRole("button", { name: "Approve underwriting" });
  await expect(approve).toHaveAttribute("aria-disabled", "true");
  await expect(approve).toHaveCSS("opacity", "0.55");
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("funding.completeStep")) sent.push(request.url());
  });
  await note.press("ControlOrMeta+Enter");
  await approve.click({ force: true });
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(nextOf(page).getByRole("heading", { name: /^Send/ })).toBeFocused();
  expect(sent).toEqual([]);
  expect((await progressOf(tenant, fileId)).timeline).toHaveLength(1);
});

test("F3.10 F3.12 F8.3: a reason stays in the dialog that ends a path while somebody else does its step, and keys of that moment send nothing", async ({
  page,
  tenant,
}) => {
  const { address, fileId } = await openFileOf(tenant, "combined");
  for (const step of ["approve_underwriting", "send_agreement"])
    await doStep(tenant, fileId, "term_loan", step);
  await page.goto(address);
  await nextOf(page).getByRole("button", { name: "End term loan as not funded …" }).click();
  const reason = page.getByRole("dialog").getByLabel("What happened");
  await page.getByRole("dialog").getByLabel("Why").selectOption("client_refused");
  await reason.fill("Prefers the cards");
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("funding.endPath")) sent.push(request.url());
  });
  // As fast as nobody is: as soon as the next step is there.
  const pressed = page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!/Review the offers/.test(document.querySelector("[data-next-action]")?.textContent ?? ""))
            return;
          watcher.disconnect();
          const keys = { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true };
          document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", keys));
          resolve();
        };
        const watcher = new MutationObserver(look);
        watcher.observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
  );
  await doStep(tenant, fileId, "term_loan", "generate_term_loan_offers", { offers: [OFFER] });
  await expect(
    page.getByRole("heading", { name: "Review the offers with the client", includeHidden: true }),
  ).toBeVisible();
  await pressed;
  await expect(reason).toHaveValue("Prefers the cards");
  await expect(reason).toBeFocused();
  await expect(page.getByRole("dialog").getByRole("button", { name: "End term loan" })).toBeEnabled();
  expect(sent).toEqual([]);
  await reason.press("ControlOrMeta+Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(sent).toHaveLength(1);
});

test("F6.2: the day of a document is typed anew without the document being dropped", async ({
  page,
  tenant,
}) => {
  const { address, fileId } = await openFileOf(tenant, "established");
  for (const [step, data] of [
    ["approve_underwriting", { establishedSubVariant: "sba" }],
    ["send_agreement"],
  ] as const)
    await doStep(tenant, fileId, "established_funding", step, data);
  await page.goto(address);
  const document = nextOf(page).getByRole("checkbox", { name: "Tax returns, 2–3 years" });
  const day = nextOf(page).getByLabel("Tax returns, 2–3 years received on");
  await document.check();
  await day.fill("");
  await expect(document).toBeChecked();
  await nextOf(page).getByRole("button", { name: "Record 1 document" }).click();
  await expect(day).toBeFocused();
  await expect(day).toHaveAttribute("aria-invalid", "true");
  await day.fill("2026-01-05");
  await nextOf(page).getByRole("button", { name: "Record 1 document" }).click();
  await expect(nextOf(page).getByRole("heading", { name: "Submit to a partner" })).toBeVisible();
  await expect(nextOf(page).getByText("E-mail: sandbox, so nothing reaches anybody.")).toBeVisible();
  const { timeline } = await progressOf(tenant, fileId);
  expect(timeline[0].data.documents).toEqual([
    { document: "Tax returns, 2–3 years", receivedOn: "2026-01-05" },
  ]);
});

test("F3.12 F8.3: a report that comes while a reason is typed leaves the dialog with its words", async ({
  page,
  tenant,
}) => {
  const { address, fileId } = await openFileOf(tenant, "combined");
  for (const step of ["approve_underwriting", "send_agreement"])
    await doStep(tenant, fileId, "term_loan", step);
  await page.goto(address);
  await nextOf(page).getByRole("button", { name: "End term loan as not funded …" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("What happened").fill("Prefers the cards");
  await addReport(tenant, fileId, {});
  await page.keyboard.press("Escape");
  await expect(page.getByText("Draft kept")).toBeVisible();
});
