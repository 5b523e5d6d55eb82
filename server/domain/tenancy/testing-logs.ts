import { Readable } from "node:stream";
import type { TestTenant } from "../../../db/testing.ts";
import { addDocument } from "../funding/add-document.ts";
import { changeDocument } from "../funding/change-document.ts";
import { logCall } from "../funding/log-call.ts";
import { saveDocumentRules } from "../funding/save-document-rules.ts";
import { saveOperator } from "../funding/save-operator.ts";
import { fileOf, walked } from "../funding/testing-steps.ts";
import { saveIntegration } from "../integrations/save-integration.ts";
import { newMortgage, renewed } from "../mortgages/testing-mortgages.ts";
import { move } from "../pipeline/testing-moves.ts";
import { buyLoans } from "../pipeline/testing-trades.ts";

/** Writes into every append-only log of a tenant, through the verbs where they need nobody outside. May be done again. */
export async function lifeInEveryLog(tenant: TestTenant, round = 1): Promise<void> {
  const [operator, admin] = [tenant.as("operator"), tenant.as("admin")];
  const loans = await buyLoans(tenant.as("exchange"), `LIFE-${round}`, 4);
  await buyLoans(tenant.as("exchange"), `LIFE-${round}-B`, 1);
  await move(operator, loans.slice(0, 3), "in_transit");
  await renewed(admin, await newMortgage(admin));
  const cards = await fileOf(operator, "cards");
  await walked(operator, cards, "card_funding", "deliver_funding_plan");
  const thin = await fileOf(operator, "thin");
  for (const version of [1, 2]) await logCall(operator, { fileId: thin, version, outcome: "no_answer" });
  for (const n of [1, 2]) {
    const facts = { fileId: cards, name: `${n}.pdf`, kind: "bank_statement", covers: 1 };
    const { document } = await addDocument(
      operator,
      facts,
      Readable.from([Buffer.from(`%PDF-1.7 ${round} ${n} ${tenant.id}`)]),
    );
    for (const change of ["remove", "restore"])
      await changeDocument(operator, { fileId: cards, documentId: document.documentId, change });
  }
  await settingsOf(tenant, round);
  await marketEvents(tenant, cards, round);
  // A further version of what tenants begin with.
  await tenant.owner.query(
    `insert into funding_policy (version, document, created_at, created_by)
     select max(version) + 1, (array_agg(document))[1], now(), 'boss@desk.test' from funding_policy`,
  );
  await tenant.owner.query(
    `insert into pipeline_status_config (version, status_code, display_name, allowed_transitions, is_terminal, is_exception,
       sequence_order, aging_threshold_days, created_at, created_by)
     select version + 1, status_code, display_name, allowed_transitions, is_terminal, is_exception, sequence_order,
       aging_threshold_days, now(), 'boss@desk.test'
     from pipeline_status_config where version = (select max(version) from pipeline_status_config)`,
  );
}

async function settingsOf(tenant: TestTenant, round: number): Promise<void> {
  const admin = tenant.as("admin");
  const { rows } = await tenant.owner.query<{ smtp: number; operator: number }>(
    `select (select count(*)::int from integration_setting where system = 'smtp') as smtp,
       (select count(*)::int from funding_operator) as operator`,
  );
  const { smtp = 0, operator = 0 } = rows[0] ?? {};
  for (const n of [0, 1]) {
    await saveOperator(admin, {
      operator: "ann@desk.test",
      version: operator + n,
      feePercent: `${9 + round + n}`,
    });
    const config = { host: `mail-${round}-${n}.lender.test`, fromAddress: "desk@lender.test" };
    const secrets = { password: "hidden away" };
    const mode = n === 0 ? "sandbox" : "live";
    await saveIntegration(admin, { system: "smtp", version: smtp + n, mode, config, secrets });
  }
  const mca = [{ kind: "bank_statement", least: 3, most: 6 + round }];
  await saveDocumentRules(admin, { version: round, mca, sba: [{ kind: "tax_return", least: 2, most: 3 }] });
}

/** What a marketplace reports of a lead, without asking one. */
async function marketEvents({ owner }: TestTenant, fileId: number, round: number): Promise<void> {
  await owner.query(
    `with asked as (
       insert into funding_offer_request (file_id, request_no, mode, reference, application, consents, asked_at, asked_by, state,
         problem, lenders, pending, offers, polls)
       values ($1, 1, 'sandbox', 'life ' || $2::int, '{}', '{}', now(), 'ann@desk.test', 'unclear', 'No answer', 0, '[]', '[]', 0)
       returning offer_request_id, file_id)
     insert into funding_market_event (event_id, is_reversal, offer_request_id, file_id, event_type, happened_at, amount, lender, recorded_at)
     select 'e-' || $2::int || '-' || n, n > 2, offer_request_id, file_id, 'funded', now(), 100 * n, 'Best Lender', now()
     from asked, generate_series(1, 3) n`,
    [fileId, round],
  );
}
