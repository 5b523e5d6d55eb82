ALTER TABLE "pipeline_loan_history" DROP CONSTRAINT "pipeline_history_notes";--> statement-breakpoint
ALTER TABLE "pipeline_loan_history" ADD CONSTRAINT "pipeline_history_edit" CHECK ("pipeline_loan_history"."kind" <> 'edit' or "pipeline_loan_history"."previous_status" is not distinct from "pipeline_loan_history"."new_status");--> statement-breakpoint
ALTER TABLE "pipeline_loan_history" ADD CONSTRAINT "pipeline_history_notes" CHECK ("pipeline_loan_history"."kind" = 'edit' or "pipeline_loan_history"."changed_by" like 'system/%' or coalesce(btrim("pipeline_loan_history"."notes"), '') <> '');--> statement-breakpoint

-- A loan and its history move together or not at all: no row of pipeline_loan changes without the entry that tells of it,
-- and no entry is written that is not true. Both tables are written by one statement; its triggers run when all of it is
-- done, so each sees the whole. The settings pinned below keep dates in one notation, and the plans that a session keeps
-- from its first, small statement good for large ones: FULL JOIN is never a nested loop, LIMIT 1 is always an index probe.

CREATE FUNCTION refuse_untrue_entries() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public, pg_temp SET enable_seqscan = off SET jit = off AS $$
DECLARE
  newest integer := (SELECT max(version) FROM pipeline_status_config);
  untrue record;
BEGIN
  SELECT e.pipeline_loan_id, e.seq INTO untrue
  FROM arrived e
  LEFT JOIN LATERAL (
    SELECT entry_hash, new_status, changed_at FROM pipeline_loan_history
    WHERE e.seq > 1 AND pipeline_loan_id = e.pipeline_loan_id AND seq = e.seq - 1 LIMIT 1) AS before ON true
  LEFT JOIN LATERAL (
    SELECT version, history_hash FROM pipeline_loan WHERE pipeline_loan_id = e.pipeline_loan_id LIMIT 1) AS loan ON true
  LEFT JOIN LATERAL (
    SELECT jsonb_exists(allowed_transitions, e.new_status) AND NOT is_terminal AS allowed FROM pipeline_status_config
    WHERE e.kind = 'status' AND version = newest AND status_code = e.previous_status LIMIT 1) AS move ON true
  WHERE e.entry_hash <> loan_entry_hash(e.previous_hash, e.pipeline_loan_id, e.seq, e.kind, e.previous_status, e.new_status,
      e.changes, e.workflow_version, e.changed_at, e.changed_by, e.origin, e.notes)
    OR (e.seq = 1) <> (before.entry_hash IS NULL)
    OR (e.previous_hash, e.previous_status) IS DISTINCT FROM (before.entry_hash, before.new_status)
    OR e.changed_at < before.changed_at
    OR e.workflow_version IS DISTINCT FROM newest
    OR NOT CASE WHEN e.seq = 1 THEN e.kind = 'status' AND e.new_status = 'purchased'
      WHEN e.kind = 'status' THEN coalesce(move.allowed, false) ELSE e.new_status = e.previous_status END
    OR (loan.version, loan.history_hash) IS DISTINCT FROM (e.seq, e.entry_hash)
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'history entry % of loan % is refused: it is not true', untrue.seq, untrue.pipeline_loan_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'true_entries';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION refuse_unrecorded_purchases() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public, pg_temp SET datestyle = 'ISO, YMD' SET enable_seqscan = off SET jit = off AS $$
DECLARE unrecorded integer;
BEGIN
  SELECT l.pipeline_loan_id INTO unrecorded
  FROM arrived l
  LEFT JOIN LATERAL (
    SELECT entry_hash, new_status, changed_at, changes FROM pipeline_loan_history
    WHERE pipeline_loan_id = l.pipeline_loan_id AND seq = 1 LIMIT 1) AS entry ON true
  WHERE l.version <> 1
    OR (l.history_hash, l.current_status, l.status_date, l.created_at, l.updated_at)
      IS DISTINCT FROM (entry.entry_hash, entry.new_status, entry.changed_at, entry.changed_at, entry.changed_at)
    OR num_nonnulls(l.sale_price, l.expected_delivery_date, l.actual_delivery_date, l.delivery_method, l.settlement_date,
      l.settlement_amount, l.settlement_reference) <> 0
    -- The facts as they are, in the order in which jsonb keeps their names: the shorter first, then by the alphabet.
    OR jsonb_path_query_array(entry.changes, '$.*[1]') IS DISTINCT FROM jsonb_build_array(
      l.ltv::text, l.cltv::text, l.loan_id, l.buyer_id, l.note_rate::text, l.seller_id, l.buyer_name, l.data_source,
      l.loan_amount::text, l.seller_name, l.credit_score::text, l.principal_id, l.product_code, l.property_zip,
      l.purpose_code::text, l.borrower_name, l.property_city, l.property_type, l.purchase_date::text,
      l.occupancy_code::text, l.property_state::text, l.purchase_price::text, l.exchange_loan_id,
      l.exchange_trade_id, l.pipeline_trade_id::text, l.property_address)
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'loan % is refused: no history entry tells of its purchase', unrecorded
      USING ERRCODE = 'check_violation', CONSTRAINT = 'true_purchases';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION refuse_unrecorded_changes() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public, pg_temp SET datestyle = 'ISO, YMD' SET enable_seqscan = off SET jit = off AS $$
DECLARE unrecorded integer;
BEGIN
  SELECT pipeline_loan_id INTO unrecorded
  FROM departed o FULL JOIN arrived l USING (pipeline_loan_id)
  LEFT JOIN LATERAL (
    SELECT kind, entry_hash, new_status, changed_at, changes FROM pipeline_loan_history
    WHERE pipeline_loan_id = l.pipeline_loan_id AND seq = l.version LIMIT 1) AS entry ON true
  WHERE l.version IS DISTINCT FROM o.version + 1
    OR (l.history_hash, l.current_status, l.updated_at, l.status_date) IS DISTINCT FROM (entry.entry_hash, entry.new_status,
      entry.changed_at, CASE entry.kind WHEN 'status' THEN entry.changed_at ELSE o.status_date END)
    -- Exactly what differs, each with its two values; a null in an array stays, one in an object goes.
    OR entry.changes IS DISTINCT FROM jsonb_strip_nulls(jsonb_build_object(
      'buyerId', CASE WHEN o.buyer_id <> l.buyer_id THEN jsonb_build_array(o.buyer_id, l.buyer_id) END,
      'buyerName', CASE WHEN o.buyer_name <> l.buyer_name THEN jsonb_build_array(o.buyer_name, l.buyer_name) END,
      'salePrice', CASE WHEN o.sale_price IS DISTINCT FROM l.sale_price
        THEN jsonb_build_array(o.sale_price::text, l.sale_price::text) END,
      'expectedDeliveryDate', CASE WHEN o.expected_delivery_date IS DISTINCT FROM l.expected_delivery_date
        THEN jsonb_build_array(o.expected_delivery_date::text, l.expected_delivery_date::text) END,
      'actualDeliveryDate', CASE WHEN o.actual_delivery_date IS DISTINCT FROM l.actual_delivery_date
        THEN jsonb_build_array(o.actual_delivery_date::text, l.actual_delivery_date::text) END,
      'deliveryMethod', CASE WHEN o.delivery_method IS DISTINCT FROM l.delivery_method
        THEN jsonb_build_array(o.delivery_method, l.delivery_method) END,
      'settlementDate', CASE WHEN o.settlement_date IS DISTINCT FROM l.settlement_date
        THEN jsonb_build_array(o.settlement_date::text, l.settlement_date::text) END,
      'settlementAmount', CASE WHEN o.settlement_amount IS DISTINCT FROM l.settlement_amount
        THEN jsonb_build_array(o.settlement_amount::text, l.settlement_amount::text) END,
      'settlementReference', CASE WHEN o.settlement_reference IS DISTINCT FROM l.settlement_reference
        THEN jsonb_build_array(o.settlement_reference, l.settlement_reference) END))
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'the change of loan % is refused: no history entry tells of it', unrecorded
      USING ERRCODE = 'check_violation', CONSTRAINT = 'true_changes';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER true_entries AFTER INSERT ON pipeline_loan_history
  REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrue_entries();
--> statement-breakpoint
CREATE TRIGGER true_purchases AFTER INSERT ON pipeline_loan
  REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION refuse_unrecorded_purchases();
--> statement-breakpoint
CREATE TRIGGER true_changes AFTER UPDATE ON pipeline_loan
  REFERENCING OLD TABLE AS departed NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION refuse_unrecorded_changes();
--> statement-breakpoint

-- As before, without pairing each row with its past self: a session that had kept the plan of a single edit compared all
-- with all. What a statement does not move, its two tables cancel out.
CREATE OR REPLACE FUNCTION rollup_loans() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
      SELECT current_status, (status_date AT TIME ZONE zone)::date AS status_day, -1 AS n, -purchase_price AS amount FROM departed
      UNION ALL
      SELECT current_status, (status_date AT TIME ZONE zone)::date, 1, purchase_price FROM arrived
    ) AS delta
    GROUP BY 1, 2 HAVING sum(n) <> 0 OR sum(amount) <> 0 ORDER BY 1, 2
    ON CONFLICT (current_status, status_day)
    DO UPDATE SET loan_count = r.loan_count + excluded.loan_count, volume = r.volume + excluded.volume;
  END IF;
  RETURN NULL;
END $$;
