-- What happened to a workflow is permanent; of an effect only how far it has come may change.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON funding_step_event EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON funding_card EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON funding_operator EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER permanent BEFORE DELETE OR TRUNCATE ON funding_effect EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Since the state of a workflow is what its events add up to, they have to add up: numbered without a gap, a step completed
-- only while it is not done and reopened only while it is, a track started once, a path ended once until it is resumed.
CREATE FUNCTION true_steps() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  last_seq integer := coalesce((SELECT max(seq) FROM funding_step_event WHERE file_id = NEW.file_id), 0);
  completions integer;
  reopenings integer;
BEGIN
  IF NEW.seq <> last_seq + 1 THEN
    RAISE EXCEPTION 'event % of file % does not follow event %', NEW.seq, NEW.file_id, last_seq USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.kind IN ('completed', 'reopened') THEN
    SELECT count(*) FILTER (WHERE kind = 'completed'), count(*) FILTER (WHERE kind = 'reopened') INTO completions, reopenings
    FROM funding_step_event WHERE file_id = NEW.file_id AND path = NEW.path AND step = NEW.step;
    IF (NEW.kind = 'completed') = (completions > reopenings)
      OR NEW.occurrence <> completions + (NEW.kind = 'completed')::integer THEN
      RAISE EXCEPTION '% of % on % is not true', NEW.kind, NEW.step, NEW.path USING ERRCODE = 'check_violation';
    END IF;
  ELSIF NEW.kind = 'started' AND EXISTS (
    SELECT FROM funding_step_event WHERE file_id = NEW.file_id AND kind = 'started' AND track = NEW.track) THEN
    RAISE EXCEPTION '% has been started already', NEW.track USING ERRCODE = 'check_violation';
  ELSIF NEW.kind IN ('not_funded', 'superseded', 'resumed') AND (NEW.kind = 'resumed') IS DISTINCT FROM coalesce((
    SELECT kind <> 'resumed' FROM funding_step_event
    WHERE file_id = NEW.file_id AND path = NEW.path AND kind IN ('not_funded', 'superseded', 'resumed')
    ORDER BY seq DESC LIMIT 1), false) THEN
    RAISE EXCEPTION '% of % is not true', NEW.kind, NEW.path USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER true_steps BEFORE INSERT ON funding_step_event FOR EACH ROW EXECUTE FUNCTION true_steps();
--> statement-breakpoint
-- Nobody says again what a sent effect is: it would be sent a second time.
CREATE FUNCTION refuse_second_sending() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'effect % is % and stays so', OLD.effect_id, OLD.state USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER final_state BEFORE UPDATE ON funding_effect FOR EACH ROW WHEN (OLD.state IN ('sent', 'withdrawn'))
  EXECUTE FUNCTION refuse_second_sending();
--> statement-breakpoint
-- A step comes with a change of its file, which tells; that something was sent is told by itself (P7.8).
CREATE TRIGGER tell_updated AFTER UPDATE ON funding_effect REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('files', 'file_id');
--> statement-breakpoint
ALTER TABLE funding_effect SET (fillfactor = 85);
