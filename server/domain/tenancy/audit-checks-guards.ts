import { APPEND_ONLY_LOGS } from "./append-only-logs.ts";
import type { AuditCheck } from "./audit-checks.ts";

/**
 * The triggers that refuse an untrue change, beside the guard of each append-only log; a test holds them against the migrations. What
 * their functions do is looked at by `verify-schema.ts`.
 */
export const GUARDS: Record<string, string[]> = {
  pipeline_loan: ["permanent", "true_purchases", "true_changes", "rollup_inserted", "rollup_updated"],
  pipeline_loan_history: ["true_entries"],
  pipeline_trade: ["permanent"],
  funding_file: ["permanent"],
  funding_run: ["keep_callbacks"],
  funding_step_event: ["true_steps"],
  funding_effect: ["permanent", "final_state"],
  funding_offer_request: ["permanent", "final_answer"],
  funding_agreement: ["permanent", "final_answer"],
  funding_document: ["of_whole_file"],
  stored_file: ["permanent", "whole"],
  stored_file_part: ["append_only", "of_whole", "queue_object"],
  mortgage: ["permanent", "true_mortgages", "told_mortgages"],
  mortgage_ownership: ["true_shares"],
  mortgage_document: ["of_whole_file"],
};

const logs = Object.keys(APPEND_ONLY_LOGS)
  .map((log) => `('${log}')`)
  .join(", ");

const guards = Object.entries(GUARDS)
  .flatMap(([table, names]) => names.map((name) => `('${table}', '${name}')`))
  .join(", ");

/** The bits of `pg_trigger.tgtype` of a guard: before a whole statement that updates, deletes or truncates. */
const BEFORE_ANY_CHANGE = 2 + 8 + 16 + 32;

export const GUARD_CHECK: AuditCheck = {
  invariant: "I20",
  rule: "Append-only tables are guarded, the app may not change them, and no trigger, index or constraint is out of force.",
  query: `select log || ': not append-only' as problem from (values ${logs}) as wanted(log)
      left join pg_trigger t on t.tgrelid = to_regclass(log) and t.tgname = 'append_only' and t.tgtype = ${BEFORE_ANY_CHANGE}
        and t.tgfoid = to_regproc('refuse_change')
      where t.oid is null
    union all select relation || ': trigger ' || name || ' is gone' from (values ${guards}) as wanted(relation, name)
      left join pg_trigger t on t.tgrelid = to_regclass(relation) and t.tgname = name where t.oid is null
    union all select t.tgrelid::regclass || ': trigger ' || t.tgname || ' is off'
      from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where c.relnamespace = 'public'::regnamespace and t.tgenabled <> 'O'
    union all select log || ': the app may ' || privilege from (values ${logs}) as guarded(log),
        unnest(array['UPDATE', 'DELETE', 'TRUNCATE']) as privilege
      where $1::text is not null and (has_table_privilege($1, to_regclass(log), privilege)
        or (privilege = 'UPDATE' and has_any_column_privilege($1, to_regclass(log), privilege)))
    union all select indexrelid::regclass::text || ': invalid index' from pg_index where not indisvalid
    union all select conname || ': constraint not in force' from pg_constraint
      where not convalidated and connamespace = 'public'::regnamespace`,
};
