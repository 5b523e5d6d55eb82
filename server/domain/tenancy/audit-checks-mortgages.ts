import type { AuditCheck } from "./audit-checks.ts";

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
    invariant: "Shares",
    rule: "The shares of a mortgage add up to 100.",
    query: `select m.mortgage_id from mortgage m left join mortgage_ownership o using (mortgage_id)
      group by m.mortgage_id having sum(o.share) is distinct from 100`,
  },
];
