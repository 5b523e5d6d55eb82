CREATE TABLE "funding_market_event" (
	"event_id" text NOT NULL,
	"is_reversal" boolean NOT NULL,
	"offer_request_id" integer NOT NULL,
	"file_id" integer NOT NULL,
	"event_type" text NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	"amount" numeric(18, 2),
	"lender" text,
	"offer_id" text,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "funding_market_event_event_id_is_reversal_pk" PRIMARY KEY("event_id","is_reversal"),
	CONSTRAINT "funding_market_event_amount" CHECK ("funding_market_event"."amount" >= 0)
);
--> statement-breakpoint
CREATE TABLE "funding_market_feed" (
	"mode" text PRIMARY KEY NOT NULL,
	"token" text,
	"next_read_at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone,
	"problem" text,
	CONSTRAINT "funding_market_feed_mode" CHECK ("funding_market_feed"."mode" in ('live', 'sandbox'))
);
--> statement-breakpoint
CREATE TABLE "funding_offer_request" (
	"offer_request_id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "funding_offer_request_offer_request_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"file_id" integer NOT NULL,
	"request_no" integer NOT NULL,
	"mode" text NOT NULL,
	"reference" text NOT NULL,
	"application" jsonb NOT NULL,
	"consents" jsonb NOT NULL,
	"request_id" text,
	"request_digest" text,
	"asked_at" timestamp with time zone NOT NULL,
	"asked_by" text NOT NULL,
	"state" text NOT NULL,
	"problem" text,
	"lead_id" uuid,
	"table_id" uuid,
	"lenders" integer NOT NULL,
	"pending" jsonb NOT NULL,
	"offers" jsonb NOT NULL,
	"polls" integer NOT NULL,
	"next_poll_at" timestamp with time zone,
	"answered_at" timestamp with time zone,
	"completed_at" timestamp with time zone,
	"lead_due_at" timestamp with time zone,
	"lead_read_at" timestamp with time zone,
	CONSTRAINT "funding_offer_request_reference_unique" UNIQUE("reference"),
	CONSTRAINT "funding_offer_no" UNIQUE("file_id","request_no"),
	CONSTRAINT "funding_offer_asked" UNIQUE("file_id","request_id"),
	CONSTRAINT "funding_offer_mode" CHECK ("funding_offer_request"."mode" in ('live', 'sandbox')),
	CONSTRAINT "funding_offer_numbers" CHECK ("funding_offer_request"."request_no" > 0 and "funding_offer_request"."lenders" >= 0 and "funding_offer_request"."polls" >= 0),
	CONSTRAINT "funding_offer_request_named" CHECK (num_nonnulls("funding_offer_request"."request_id", "funding_offer_request"."request_digest") <> 1),
	CONSTRAINT "funding_offer_state" CHECK (case "funding_offer_request"."state"
        when 'asked' then num_nonnulls("funding_offer_request"."lead_id", "funding_offer_request"."table_id", "funding_offer_request"."answered_at", "funding_offer_request"."completed_at", "funding_offer_request"."next_poll_at") = 0
        when 'answered' then num_nonnulls("funding_offer_request"."lead_id", "funding_offer_request"."table_id", "funding_offer_request"."answered_at") = 3
          and num_nonnulls("funding_offer_request"."completed_at", "funding_offer_request"."next_poll_at") = 1
        when 'refused' then "funding_offer_request"."problem" is not null and num_nonnulls("funding_offer_request"."lead_id", "funding_offer_request"."completed_at", "funding_offer_request"."next_poll_at") = 0
        when 'unclear' then "funding_offer_request"."problem" is not null and num_nonnulls("funding_offer_request"."lead_id", "funding_offer_request"."completed_at", "funding_offer_request"."next_poll_at") = 0
        else false end)
);
--> statement-breakpoint
ALTER TABLE "funding_market_event" ADD CONSTRAINT "funding_market_event_offer_request_id_funding_offer_request_offer_request_id_fk" FOREIGN KEY ("offer_request_id") REFERENCES "public"."funding_offer_request"("offer_request_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_offer_request" ADD CONSTRAINT "funding_offer_file" FOREIGN KEY ("file_id") REFERENCES "public"."funding_file"("file_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "funding_market_event_file" ON "funding_market_event" USING btree ("file_id");--> statement-breakpoint
CREATE INDEX "funding_offer_due" ON "funding_offer_request" USING btree ("next_poll_at") WHERE "funding_offer_request"."next_poll_at" is not null;--> statement-breakpoint
CREATE INDEX "funding_offer_lead" ON "funding_offer_request" USING btree ("lead_id");--> statement-breakpoint
-- What was asked and what was reported is permanent; an answer that came stays, whoever comes too late.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON funding_market_event EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER permanent BEFORE DELETE OR TRUNCATE ON funding_offer_request EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION refuse_other_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the request for offers % is % and stays so', OLD.offer_request_id, OLD.state USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER final_answer BEFORE UPDATE ON funding_offer_request FOR EACH ROW
  WHEN (OLD.state IN ('answered', 'refused') AND (NEW.state, NEW.lead_id, NEW.table_id) IS DISTINCT FROM (OLD.state, OLD.lead_id, OLD.table_id)
    OR OLD.completed_at IS NOT NULL AND (NEW.completed_at, NEW.offers) IS DISTINCT FROM (OLD.completed_at, OLD.offers))
  EXECUTE FUNCTION refuse_other_answer();
--> statement-breakpoint
-- Asking comes with a change of its file, which tells; what comes later is told by itself (P7.8).
CREATE TRIGGER tell_updated AFTER UPDATE ON funding_offer_request REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('funding', 'file_id');
--> statement-breakpoint
CREATE TRIGGER tell_inserted AFTER INSERT ON funding_market_event REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('funding', 'file_id');
--> statement-breakpoint
ALTER TABLE funding_offer_request SET (fillfactor = 85);
