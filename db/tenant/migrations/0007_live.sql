-- Live updates (P7.8): whoever writes tells whoever looks, in the same transaction, so that no verb can forget it and
-- nothing is told that was rolled back. One notification a statement, with the ids while they are few, and nothing else.
-- A trade changes only together with its loans, and they only together with their history.
CREATE FUNCTION tell_viewers() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE ids bigint[];
BEGIN
  EXECUTE format('SELECT array_agg(id) FROM (SELECT %I AS id FROM touched LIMIT 201) AS few', TG_ARGV[1]) INTO ids;
  IF ids IS NOT NULL THEN
    PERFORM pg_notify('pssaas_live', json_build_object(
      'topic', TG_ARGV[0], 'ids', CASE WHEN cardinality(ids) <= 200 THEN to_json(ids) END)::text);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER tell_inserted AFTER INSERT ON pipeline_loan_history REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('loans', 'pipeline_loan_id');
--> statement-breakpoint
CREATE TRIGGER tell_inserted AFTER INSERT ON pipeline_status_config REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('workflow', 'version');
--> statement-breakpoint
CREATE TRIGGER tell_inserted AFTER INSERT ON pipeline_delivery REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('deliveries', 'delivery_id');
--> statement-breakpoint
CREATE TRIGGER tell_inserted AFTER INSERT ON desk_saved_view REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('views', 'view_id');
--> statement-breakpoint
CREATE TRIGGER tell_updated AFTER UPDATE ON desk_saved_view REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('views', 'view_id');
--> statement-breakpoint
CREATE TRIGGER tell_deleted AFTER DELETE ON desk_saved_view REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('views', 'view_id');
