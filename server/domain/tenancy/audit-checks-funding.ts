import type { AuditCheck } from "./audit-checks.ts";

/** What must hold of the workflows of files and of their outbox. */
export const FUNDING_CHECKS: AuditCheck[] = [
  {
    invariant: "Steps",
    rule: "Events of a file are numbered without a gap, and a step is done and reopened in turns.",
    query: `select file_id, seq from (
        select file_id, seq, lag(seq, 1, 0) over (partition by file_id order by seq) as before from funding_step_event) e
      where seq <> before + 1
      union all select file_id, seq from (
        select file_id, seq, kind, occurrence, row_number() over (partition by file_id, path, step order by seq) as n
        from funding_step_event where kind in ('completed', 'reopened')) e
      where (kind = 'completed') <> (n % 2 = 1) or occurrence <> (n + 1) / 2`,
  },
  {
    invariant: "I21",
    rule: "Every effect is of a step that was completed, and of that very time; a stage in the CRM is of a change of its file, and of one alone that is still to be shown.",
    query: `select e.effect_id from funding_effect e
      left join funding_step_event s on s.file_id = e.file_id and s.seq = e.event_seq and s.kind = 'completed'
        and s.path = e.path and s.step = e.step and s.occurrence = e.occurrence
      where s.seq is null and e.effect <> 'crm_stage'
      union all select e.effect_id from funding_effect e join funding_file f using (file_id)
      where e.effect = 'crm_stage' and e.file_version not between 2 and f.version
      union all select max(effect_id) from funding_effect where effect = 'crm_stage' and state in ('queued', 'failed')
      group by file_id having count(*) > 1`,
  },
  {
    invariant: "Next steps",
    rule: "A file waits for something exactly as long as its list says so: for a report before the first run, for a review while its newest run has no workflow.",
    query: `select f.file_id from funding_file f
      left join funding_run r on r.file_id = f.file_id and r.run_no = f.run_count
      where f.next_steps is not null and (f.run_count = 0) <> (f.next_steps = '{credit_report}')
        or f.run_count > 0 and (r.workflow is null) <> (f.next_steps in ('{operator_review}', '{new_pull}'))`,
  },
  {
    invariant: "I22",
    rule: "An invoice is the operator's fee on what was funded, as its step recorded it and as it was funded; one a product, and none where the lender pays.",
    query: `select effect_id from funding_effect e
      join funding_step_event s on s.file_id = e.file_id and s.seq = e.event_seq
      where e.effect = 'invoice' and (e.path not in ('term_loan', 'card_funding')
        or (e.payload ->> 'amount')::numeric is distinct from
          round((e.payload ->> 'feePercent')::numeric * (e.payload ->> 'funded')::numeric / 100, 2)
        or jsonb_build_array(e.payload -> 'funded', e.payload -> 'feePercent', e.payload -> 'amount') <>
          jsonb_build_array(s.data #> '{invoice,funded}', s.data #> '{invoice,feePercent}', s.data #> '{invoice,amount}')
        or e.state <> 'withdrawn' and (e.payload ->> 'funded')::numeric is distinct from case e.path
          when 'term_loan' then (select (f.data ->> 'fundedAmount')::numeric from funding_step_event f
            where f.file_id = e.file_id and f.path = e.path and f.step = 'wait_for_funding' and f.kind = 'completed'
            order by f.seq desc limit 1)
          else (select sum(amount) from (
            select distinct on (card_no) amount, status from funding_card c
            where c.file_id = e.file_id and c.plan_no = (select max(plan_no) from funding_card p where p.file_id = e.file_id)
            order by card_no, change_no desc) c where status = 'approved') end)
      union all select max(effect_id) from funding_effect where effect = 'invoice' and state <> 'withdrawn'
      group by file_id, path having count(*) > 1`,
  },
  {
    invariant: "I23",
    rule: "A run routes to some path, and parked and decline stand alone; parked has its reason and day, decline its reason, other its words.",
    query: `select file_id, run_no from (select *, workflow -> 'primaryPaths' as paths from funding_run where workflow is not null) r
      where coalesce(jsonb_array_length(paths), 0) = 0
        or jsonb_array_length(paths) > 1 and jsonb_exists_any(paths, array['parked', 'decline'])
        or jsonb_exists(paths, 'parked') and num_nonnulls(workflow ->> 'parkedReason', workflow ->> 'parkedCallbackDate') < 2
        or jsonb_exists(paths, 'decline') and workflow ->> 'declineReason' is null
        or workflow ->> 'declineReason' = 'other' and coalesce(btrim(workflow ->> 'declineReasonNotes'), '') = ''`,
  },
  {
    invariant: "I24",
    rule: "A run asks for each overlay once at most, for whichever product.",
    query: `select file_id, run_no from funding_run, jsonb_path_query(workflow, '$.overlays[*]') as overlay
      group by file_id, run_no, overlay ->> 'id' having count(*) > 1`,
  },
  {
    invariant: "I25",
    rule: "A run that a person has to look at, or whose client no bureau found, has no workflow but a decline.",
    query: `select file_id, run_no from funding_run
      where workflow is not null and workflow -> 'primaryPaths' <> '["decline"]'
        and (underwriting #>> '{decisions,reportStatus}' like 'Manual Review - %'
          or underwriting #>> '{decisions,reportStatus}' = 'Credit Not Found'
          or underwriting #>> '{decisions,tlDecision}' like 'Manual Review - %')`,
  },
  {
    invariant: "Cards",
    rule: "The changes of a card are numbered without a gap, in a plan that the results brought.",
    query: `select c.file_id, c.plan_no, c.card_no from (
        select *, lag(change_no, 1, 0) over (partition by file_id, plan_no, card_no order by change_no) as before
        from funding_card) c
      left join funding_step_event s on s.file_id = c.file_id and s.kind = 'completed' and s.path = 'card_funding'
        and s.step = 'wait_card_stacking_results' and s.occurrence = c.plan_no
      where c.change_no <> c.before + 1 or s.seq is null`,
  },
];
