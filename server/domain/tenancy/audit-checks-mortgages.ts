import type { AuditCheck } from "./audit-checks.ts";

/** Facts of a mortgage by the names that the log has for them, which are those of `factsAsText`, as text. */
const FACTS = [
  ["externalMortgageId", "m.external_mortgage_id"],
  ["borrowerId", "m.borrower_id::text"],
  ["loanAmount", "trim_scale(m.loan_amount)::text"],
  ["interestRate", "trim_scale(m.interest_rate)::text"],
  ["originationDate", "m.origination_date::text"],
  ["maturityDate", "m.maturity_date::text"],
  ["status", "m.status"],
  ["property.street", "m.street"],
  ["property.city", "m.city"],
  ["property.state", "m.state"],
  ["property.zip", "m.zip"],
  ["property.country", "m.country"],
  ["property.type", "m.property_type"],
  ["property.latitude", "trim_scale(m.latitude)::text"],
  ["property.longitude", "trim_scale(m.longitude)::text"],
];
const NUMBERS = "'loanAmount', 'interestRate', 'property.latitude', 'property.longitude'";

/** What must hold of mortgages, beside what the columns' own constraints hold. */
export const MORTGAGE_CHECKS: AuditCheck[] = [
  {
    invariant: "I26",
    rule: "Renewals are a line in time without a circle, and a mortgage is renewed just when another renews it.",
    query: `with recursive walk(id, previous) as (
        select mortgage_id, previous_mortgage_id from mortgage
        union select w.id, m.previous_mortgage_id from walk w join mortgage m on m.mortgage_id = w.previous)
      select id as mortgage_id from walk where previous = id
      union all select m.mortgage_id from mortgage m left join mortgage n on n.previous_mortgage_id = m.mortgage_id
      where (m.status = 'renewed') <> (n.mortgage_id is not null)
        or (m.status_before_renewal is not null) <> (n.mortgage_id is not null)
        or n.origination_date <= m.origination_date or m.maturity_date <= m.origination_date
        or m.interest_rate not between 0.0001 and 99.9999`,
  },
  {
    invariant: "I27",
    rule: "A template is named as Documenso names it, and somebody signs it.",
    query: `select mortgage_id, documenso_template_id from mortgage_template
      where documenso_template_id !~ '^envelope_' or cardinality(signatory_roles) = 0 or '' = any(signatory_roles)`,
  },
  {
    invariant: "I30",
    rule: "Every version of a mortgage has its entry in the log, and what the log knows and is not there was deleted, with counts.",
    query: `select m.mortgage_id from mortgage m
      where m.version is distinct from (select count(*) from mortgage_audit a where a.mortgage_id = m.mortgage_id and a.version is not null)
        or exists (select from mortgage_audit a where a.mortgage_id = m.mortgage_id and a.action = 'deleted')
      union all select a.mortgage_id from mortgage_audit a left join mortgage m using (mortgage_id)
      where a.action = 'created' and m.mortgage_id is null and not exists (
        select from mortgage_audit d where d.mortgage_id = a.mortgage_id and d.action = 'deleted' and d.details ? 'counts')`,
  },
  {
    invariant: "I30",
    rule: "A mortgage says what its log told last.",
    query: `with told as (
        select distinct on (a.mortgage_id, c ->> 'field') a.mortgage_id, c ->> 'field' as field, c ->> 'to' as text
        from mortgage_audit a, jsonb_array_elements(a.changes) c where a.version is not null
        order by a.mortgage_id, c ->> 'field', a.entry_id desc)
      select m.mortgage_id, f.field from mortgage m
      cross join lateral (values ${FACTS.map(([field, column]) => `('${field}', ${column})`).join(", ")}) as f(field, text)
      left join told t on t.mortgage_id = m.mortgage_id and t.field = f.field
      where f.text is distinct from case when f.field in (${NUMBERS}) and t.text ~ '^-?[0-9]+([.][0-9]+)?$'
        then trim_scale(t.text::numeric)::text else t.text end`,
  },
  {
    invariant: "Shares",
    rule: "The shares of a mortgage add up to 100.",
    query: `select m.mortgage_id from mortgage m left join mortgage_ownership o using (mortgage_id)
      group by m.mortgage_id having sum(o.share) is distinct from 100`,
  },
];
