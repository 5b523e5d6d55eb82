import type { AuditCheck } from "./audit-checks.ts";

/** What must hold of stored files and of the documents that refer to them. */
export const FILE_CHECKS: AuditCheck[] = [
  {
    invariant: "I28",
    rule: "Every whole file has all of its parts, of just its size, and is somebody's; every document has its file, and none is on its way for days.",
    // A part is 28 bytes longer under its seal. The size of one that lies in the object store is checked there.
    query: `select s.store_key::text as problem from stored_file s
      left join (select store_key, count(*) as parts, max(part_no) as last, sum(octet_length(sealed_bytes) - 28) as size, count(object_key) as objects
        from stored_file_part group by store_key) p using (store_key)
      left join (select store_key from funding_document union all select store_key from mortgage_document) d using (store_key)
      where s.completed_at is not null
        and ((p.parts, p.last) is distinct from (s.part_count::bigint, s.part_count)
          or (p.objects = 0 and p.size is distinct from s.size::bigint) or d.store_key is null)
      union all select 'on its way since ' || created_at::date || ': ' || store_key from stored_file
      where completed_at is null and created_at < now() - interval '2 days'
      union all select 'document ' || d.document_id from funding_document d
      left join stored_file s using (store_key) where s.completed_at is null
      union all select 'mortgage document ' || d.document_id from mortgage_document d
      left join stored_file s using (store_key) where s.completed_at is null`,
  },
  {
    invariant: "Documents",
    rule: "A document is removed and brought back in turns, numbered without a gap.",
    query: `select document_id, seq from (
        select document_id, seq, lag(seq, 1, 0) over (partition by document_id order by seq) as before
        from funding_document_event) e where seq <> before + 1`,
  },
];
