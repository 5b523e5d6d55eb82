-- What the schema language cannot say: append-only tables, the hash of a history entry, and the rollup behind the summary.

-- Statement-level, so that a change that matches no row is refused too.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: its rows are permanent', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON pipeline_loan_history EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON pipeline_status_config EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON pipeline_delivery EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER permanent BEFORE DELETE OR TRUNCATE ON pipeline_loan EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER permanent BEFORE DELETE OR TRUNCATE ON pipeline_trade EXECUTE FUNCTION refuse_change();
--> statement-breakpoint

-- A JSON array keeps the boundaries between the parts; microseconds in UTC do not depend on the session's time zone.
CREATE FUNCTION loan_entry_hash(
  previous_hash bytea, pipeline_loan_id integer, seq integer, kind text, previous_status text, new_status text,
  changes jsonb, workflow_version integer, changed_at timestamptz, changed_by text, origin text, notes text
) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT sha256(coalesce(previous_hash, ''::bytea) || convert_to(jsonb_build_array(
    pipeline_loan_id, seq, kind, previous_status, new_status, changes, workflow_version,
    (extract(epoch from changed_at) * 1000000)::bigint, changed_by, origin, notes)::text, 'UTF8'))
$$;
--> statement-breakpoint

-- Keys are upserted in order, so that two statements that touch the same keys wait for each other and never deadlock.
CREATE FUNCTION rollup_loans() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE zone text := (SELECT time_zone FROM tenant_identity);
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO pipeline_status_rollup AS r (current_status, status_day, loan_count, volume)
    SELECT current_status, (status_date AT TIME ZONE zone)::date AS status_day, count(*), sum(purchase_price)
    FROM arrived GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (current_status, status_day)
    DO UPDATE SET loan_count = r.loan_count + excluded.loan_count, volume = r.volume + excluded.volume;
  ELSE
    INSERT INTO pipeline_status_rollup AS r (current_status, status_day, loan_count, volume)
    SELECT current_status, status_day, sum(n), sum(amount) FROM (
      SELECT o.current_status, (o.status_date AT TIME ZONE zone)::date AS status_day, -1 AS n, -o.purchase_price AS amount
      FROM departed o JOIN arrived a USING (pipeline_loan_id)
      WHERE (o.current_status, o.status_date, o.purchase_price) IS DISTINCT FROM (a.current_status, a.status_date, a.purchase_price)
      UNION ALL
      SELECT a.current_status, (a.status_date AT TIME ZONE zone)::date, 1, a.purchase_price
      FROM departed o JOIN arrived a USING (pipeline_loan_id)
      WHERE (o.current_status, o.status_date, o.purchase_price) IS DISTINCT FROM (a.current_status, a.status_date, a.purchase_price)
    ) AS delta
    GROUP BY 1, 2 HAVING sum(n) <> 0 OR sum(amount) <> 0 ORDER BY 1, 2
    ON CONFLICT (current_status, status_day)
    DO UPDATE SET loan_count = r.loan_count + excluded.loan_count, volume = r.volume + excluded.volume;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER rollup_inserted AFTER INSERT ON pipeline_loan
  REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION rollup_loans();
--> statement-breakpoint
CREATE TRIGGER rollup_updated AFTER UPDATE ON pipeline_loan
  REFERENCING OLD TABLE AS departed NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION rollup_loans();
--> statement-breakpoint
-- Room on the page for the loan's next state; without it every status change would move the row.
ALTER TABLE pipeline_loan SET (fillfactor = 85);
