import { APPEND_ONLY_LOGS } from "./append-only-logs.ts";
import type { AuditCheck } from "./audit-checks.ts";

const logs = Object.keys(APPEND_ONLY_LOGS)
  .map((log) => `('${log}')`)
  .join(", ");

/** That guards are there, and what they do, is looked at by `verify-schema.ts`. */
export const GUARD_CHECK: AuditCheck = {
  invariant: "I20",
  rule: "The app may not change append-only tables, and no trigger, index or constraint is out of force.",
  query: `select t.tgrelid::regclass || ': trigger ' || t.tgname || ' is off' as problem
      from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where c.relnamespace = 'public'::regnamespace and t.tgenabled <> 'O'
    union all select log || ': the app may ' || privilege from (values ${logs}) as guarded(log),
        unnest(array['UPDATE', 'DELETE', 'TRUNCATE']) as privilege
      where $1::text is not null and (has_table_privilege($1, to_regclass(log), privilege)
        or (privilege = 'UPDATE' and has_any_column_privilege($1, to_regclass(log), privilege)))
    union all select 'the app may act as the owner of ' || what from (
        select 'table ' || oid::regclass, relowner from pg_class
          where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')
        union all select 'function ' || oid::regprocedure, proowner from pg_proc where pronamespace = 'public'::regnamespace
          and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')
        union all select 'schema public', nspowner from pg_namespace where oid = 'public'::regnamespace) as owned(what, owner)
      where $1::text is not null and pg_has_role($1, owner, 'MEMBER')
    union all select indexrelid::regclass::text || ': invalid index' from pg_index where not indisvalid
    union all select conname || ': constraint not in force' from pg_constraint
      where not convalidated and connamespace = 'public'::regnamespace`,
};
