DROP INDEX "funding_effect_due";--> statement-breakpoint
ALTER TABLE "funding_effect" ADD COLUMN "is_taken_back" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "funding_effect_due" ON "funding_effect" USING btree ("effect","next_attempt_at","effect_id") WHERE "funding_effect"."state" = 'queued';--> statement-breakpoint
ALTER TABLE "funding_effect" ADD CONSTRAINT "funding_effect_taken_back" CHECK (not "funding_effect"."is_taken_back" or "funding_effect"."state" not in ('queued', 'failed'));--> statement-breakpoint
-- Every id once, so that the tables that one verb writes for one file say the same, which PostgreSQL tells once a transaction.
CREATE OR REPLACE FUNCTION tell_viewers() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE ids bigint[];
BEGIN
  EXECUTE format('SELECT array_agg(id ORDER BY id) FROM (SELECT DISTINCT %I AS id FROM touched LIMIT 201) AS few', TG_ARGV[1])
    INTO ids;
  IF ids IS NOT NULL THEN
    PERFORM pg_notify('pssaas_live', json_build_object(
      'topic', TG_ARGV[0], 'ids', CASE WHEN cardinality(ids) <= 200 THEN to_json(ids) END)::text);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Whatever is written of a file is told by the file's id, and what files are judged and invoiced by under a topic of its own
-- (P7.8, F8.3).
DROP TRIGGER tell_inserted ON funding_file;
--> statement-breakpoint
DROP TRIGGER tell_updated ON funding_file;
--> statement-breakpoint
DROP TRIGGER tell_updated ON funding_effect;
--> statement-breakpoint
DROP TRIGGER tell_inserted ON funding_policy;
--> statement-breakpoint
CREATE TRIGGER tell_inserted AFTER INSERT ON funding_file REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('funding', 'file_id');
--> statement-breakpoint
CREATE TRIGGER tell_updated AFTER UPDATE ON funding_file REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('funding', 'file_id');
--> statement-breakpoint
CREATE TRIGGER tell_inserted AFTER INSERT ON funding_credit_report REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('funding', 'file_id');
--> statement-breakpoint
CREATE TRIGGER tell_inserted AFTER INSERT ON funding_run REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('funding', 'file_id');
--> statement-breakpoint
CREATE TRIGGER tell_inserted AFTER INSERT ON funding_step_event REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('funding', 'file_id');
--> statement-breakpoint
CREATE TRIGGER tell_inserted AFTER INSERT ON funding_card REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('funding', 'file_id');
--> statement-breakpoint
CREATE TRIGGER tell_inserted AFTER INSERT ON funding_effect REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('funding', 'file_id');
--> statement-breakpoint
CREATE TRIGGER tell_updated AFTER UPDATE ON funding_effect REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('funding', 'file_id');
--> statement-breakpoint
CREATE TRIGGER tell_inserted AFTER INSERT ON funding_policy REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('funding-policy', 'version');
--> statement-breakpoint
CREATE TRIGGER tell_inserted AFTER INSERT ON funding_operator REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('funding-policy', 'version');
--> statement-breakpoint
-- Nothing sent the outbox before this release: what waits in it may have been done by hand since, so a person looks first.
UPDATE funding_effect SET state = 'unclear', attempts = greatest(attempts, 1), next_attempt_at = NULL,
  last_error = 'It was queued before letters and invoices were sent by the app: look whether it has been done since.'
WHERE state = 'queued';
