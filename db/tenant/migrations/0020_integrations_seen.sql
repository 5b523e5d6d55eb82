CREATE TABLE "funding_agreement" (
	"effect_id" integer PRIMARY KEY NOT NULL,
	"file_id" integer NOT NULL,
	"mode" text NOT NULL,
	"envelope_id" text NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"next_look_at" timestamp with time zone,
	"looked_at" timestamp with time zone,
	"answer" text,
	"answered_at" timestamp with time zone,
	CONSTRAINT "funding_agreement_envelope" UNIQUE("mode","envelope_id"),
	CONSTRAINT "funding_agreement_mode" CHECK ("funding_agreement"."mode" in ('sandbox', 'live')),
	CONSTRAINT "funding_agreement_answer" CHECK (num_nonnulls("funding_agreement"."answer", "funding_agreement"."answered_at") <> 1 and ("funding_agreement"."answer" is null or "funding_agreement"."next_look_at" is null)
        and "funding_agreement"."answer" in ('signed', 'declined', 'cancelled'))
);
--> statement-breakpoint
ALTER TABLE "funding_step_event" DROP CONSTRAINT "funding_step_kind";--> statement-breakpoint
ALTER TABLE "funding_effect" ADD COLUMN "mode" text;--> statement-breakpoint
ALTER TABLE "funding_agreement" ADD CONSTRAINT "funding_agreement_effect" FOREIGN KEY ("effect_id") REFERENCES "public"."funding_effect"("effect_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_agreement" ADD CONSTRAINT "funding_agreement_file" FOREIGN KEY ("file_id") REFERENCES "public"."funding_file"("file_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "funding_agreement_due" ON "funding_agreement" USING btree ("next_look_at") WHERE "funding_agreement"."next_look_at" is not null;--> statement-breakpoint
CREATE INDEX "funding_effect_of_client" ON "funding_effect" USING btree (("payload" ->> 'email'),"effect_id") WHERE "funding_effect"."state" in ('queued', 'sending');--> statement-breakpoint
CREATE INDEX "funding_effect_of_file" ON "funding_effect" USING btree ("file_id","effect_id") WHERE "funding_effect"."state" in ('queued', 'sending');--> statement-breakpoint
CREATE INDEX "funding_step_paid" ON "funding_step_event" USING btree (("data" ->> 'operator')) WHERE "funding_step_event"."kind" = 'completed' and "funding_step_event"."step" in ('collect_invoice', 'record_payment_received');--> statement-breakpoint
ALTER TABLE "funding_effect" ADD CONSTRAINT "funding_effect_mode" CHECK ("funding_effect"."mode" in ('sandbox', 'live'));--> statement-breakpoint
ALTER TABLE "funding_step_event" ADD CONSTRAINT "funding_step_kind" CHECK (case "funding_step_event"."kind"
        when 'started' then "funding_step_event"."track" is not null and num_nonnulls("funding_step_event"."path", "funding_step_event"."step", "funding_step_event"."occurrence") = 0
        when 'completed' then "funding_step_event"."track" is null and num_nonnulls("funding_step_event"."path", "funding_step_event"."step", "funding_step_event"."occurrence") = 3
        when 'reopened' then "funding_step_event"."track" is null and num_nonnulls("funding_step_event"."path", "funding_step_event"."step", "funding_step_event"."occurrence") = 3
        when 'waited' then "funding_step_event"."track" is null and num_nonnulls("funding_step_event"."path", "funding_step_event"."step") = 2 and "funding_step_event"."occurrence" is null
        when 'effect_decided' then num_nonnulls("funding_step_event"."track", "funding_step_event"."occurrence") = 0 and num_nonnulls("funding_step_event"."path", "funding_step_event"."step") <> 1
        when 'not_funded' then "funding_step_event"."path" is not null and num_nonnulls("funding_step_event"."track", "funding_step_event"."step", "funding_step_event"."occurrence") = 0
        when 'superseded' then "funding_step_event"."path" is not null and num_nonnulls("funding_step_event"."track", "funding_step_event"."step", "funding_step_event"."occurrence") = 0
        when 'resumed' then "funding_step_event"."path" is not null and num_nonnulls("funding_step_event"."track", "funding_step_event"."step", "funding_step_event"."occurrence") = 0
        when 'rerouted' then num_nonnulls("funding_step_event"."track", "funding_step_event"."path", "funding_step_event"."step", "funding_step_event"."occurrence") = 0
        when 'agreement_answered' then num_nonnulls("funding_step_event"."track", "funding_step_event"."occurrence") = 0 and num_nonnulls("funding_step_event"."path", "funding_step_event"."step") = 2
        else false end);
--> statement-breakpoint
-- What waits goes out as what its system is now; what has gone out before this was kept says nothing of it (F7.4).
UPDATE funding_effect e SET mode = coalesce((SELECT mode FROM integration_setting s
    WHERE s.system = CASE e.effect WHEN 'email' THEN 'smtp' WHEN 'agreement' THEN 'documenso' ELSE 'gohighlevel' END
    ORDER BY version DESC LIMIT 1), 'sandbox')
WHERE state NOT IN ('sent', 'withdrawn');
--> statement-breakpoint
-- Agreements that are out already are asked about as well (F7.3).
INSERT INTO funding_agreement (effect_id, file_id, mode, envelope_id, sent_at, next_look_at)
SELECT effect_id, file_id, coalesce((SELECT mode FROM integration_setting s
    WHERE s.system = 'documenso' AND s.created_at <= e.sent_at ORDER BY version DESC LIMIT 1), 'sandbox'),
  receipt, sent_at, sent_at
FROM funding_effect e
WHERE effect = 'agreement' AND state = 'sent' AND receipt LIKE 'envelope\_%' AND sent_at > now() - interval '90 days'
ON CONFLICT DO NOTHING;
--> statement-breakpoint
-- Whether a system is a sandbox is seen by everybody who sends something over it (P7.8, F7.4).
CREATE TRIGGER tell_inserted AFTER INSERT ON integration_setting REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('integrations', 'version');
--> statement-breakpoint
CREATE TRIGGER permanent BEFORE DELETE OR TRUNCATE ON funding_agreement EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- An answer is final.
CREATE FUNCTION refuse_second_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'agreement % is % and stays so', OLD.envelope_id, OLD.answer USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER final_answer BEFORE UPDATE ON funding_agreement FOR EACH ROW
  WHEN (OLD.answer IS NOT NULL AND NEW.answer IS DISTINCT FROM OLD.answer) EXECUTE FUNCTION refuse_second_answer();
