CREATE TABLE "funding_call" (
	"file_id" integer NOT NULL,
	"call_no" integer NOT NULL,
	"run_no" integer NOT NULL,
	"outcome" text NOT NULL,
	"notes" text,
	"asked_for" date,
	"due_before" date NOT NULL,
	"due_after" date,
	"takes_back" integer,
	"request_id" text,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	CONSTRAINT "funding_call_file_id_call_no_pk" PRIMARY KEY("file_id","call_no"),
	CONSTRAINT "funding_call_request" UNIQUE("file_id","request_id"),
	CONSTRAINT "funding_call_taken_back" UNIQUE("file_id","takes_back"),
	CONSTRAINT "funding_call_number" CHECK ("funding_call"."call_no" > 0),
	CONSTRAINT "funding_call_outcome" CHECK (case "funding_call"."outcome"
        when 'call_later' then num_nonnulls("funding_call"."asked_for", "funding_call"."due_after") = 2 and "funding_call"."takes_back" is null
        when 'taken_back' then num_nonnulls("funding_call"."takes_back", "funding_call"."due_after") = 2 and "funding_call"."takes_back" < "funding_call"."call_no" and "funding_call"."asked_for" is null
        when 'not_interested' then num_nonnulls("funding_call"."asked_for", "funding_call"."due_after", "funding_call"."takes_back") = 0
        when 'do_not_call' then num_nonnulls("funding_call"."asked_for", "funding_call"."due_after", "funding_call"."takes_back") = 0
        when 'reached' then "funding_call"."due_after" is not null and num_nonnulls("funding_call"."asked_for", "funding_call"."takes_back") = 0
        when 'no_answer' then "funding_call"."due_after" is not null and num_nonnulls("funding_call"."asked_for", "funding_call"."takes_back") = 0
        when 'left_message' then "funding_call"."due_after" is not null and num_nonnulls("funding_call"."asked_for", "funding_call"."takes_back") = 0
        when 'wrong_number' then "funding_call"."due_after" is not null and num_nonnulls("funding_call"."asked_for", "funding_call"."takes_back") = 0
        else false end)
);
--> statement-breakpoint
CREATE TABLE "funding_callback" (
	"file_id" integer PRIMARY KEY NOT NULL,
	"run_no" integer NOT NULL,
	"parked_reason" text NOT NULL,
	"planned_on" date NOT NULL,
	"due_on" date NOT NULL,
	"version" integer NOT NULL,
	"unanswered" integer NOT NULL,
	"claimed_by" text,
	"claimed_at" timestamp with time zone,
	"claimed_until" timestamp with time zone,
	CONSTRAINT "funding_callback_numbers" CHECK ("funding_callback"."version" > 0 and "funding_callback"."unanswered" >= 0),
	CONSTRAINT "funding_callback_claim" CHECK (num_nonnulls("funding_callback"."claimed_by", "funding_callback"."claimed_at", "funding_callback"."claimed_until") in (0, 3))
);
--> statement-breakpoint
CREATE TABLE "funding_lender" (
	"lender_id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "funding_lender_lender_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"products" text[] NOT NULL,
	"minimum_score" integer,
	"minimum_monthly_revenue" numeric(18, 2),
	"minimum_months_in_business" integer,
	"minimum_amount" numeric(18, 2),
	"maximum_amount" numeric(18, 2),
	"days_to_fund" integer,
	"contact_name" text,
	"contact_email" text,
	"contact_phone" text,
	"notes" text,
	"to_verify" text,
	"version" integer NOT NULL,
	"retired_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"updated_by" text NOT NULL,
	CONSTRAINT "funding_lender_named" CHECK (btrim("funding_lender"."name") <> ''),
	CONSTRAINT "funding_lender_version" CHECK ("funding_lender"."version" > 0),
	CONSTRAINT "funding_lender_products" CHECK (cardinality("funding_lender"."products") > 0),
	CONSTRAINT "funding_lender_score" CHECK ("funding_lender"."minimum_score" between 300 and 850),
	CONSTRAINT "funding_lender_amounts" CHECK ("funding_lender"."minimum_monthly_revenue" >= 0 and "funding_lender"."minimum_amount" >= 0 and "funding_lender"."maximum_amount" > 0
        and "funding_lender"."minimum_amount" <= "funding_lender"."maximum_amount"),
	CONSTRAINT "funding_lender_times" CHECK ("funding_lender"."minimum_months_in_business" >= 0 and "funding_lender"."days_to_fund" >= 0),
	CONSTRAINT "funding_lender_email" CHECK ("funding_lender"."contact_email" = lower("funding_lender"."contact_email"))
);
--> statement-breakpoint
ALTER TABLE "funding_effect" DROP CONSTRAINT "funding_effect_once";--> statement-breakpoint
ALTER TABLE "funding_effect" ADD COLUMN "part" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "funding_call" ADD CONSTRAINT "funding_call_file" FOREIGN KEY ("file_id") REFERENCES "public"."funding_file"("file_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_callback" ADD CONSTRAINT "funding_callback_run" FOREIGN KEY ("file_id","run_no") REFERENCES "public"."funding_run"("file_id","run_no") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "funding_callback_due" ON "funding_callback" USING btree ("due_on","file_id");--> statement-breakpoint
CREATE INDEX "funding_callback_claims" ON "funding_callback" USING btree ("claimed_by") WHERE "funding_callback"."claimed_by" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "funding_lender_name" ON "funding_lender" USING btree (lower("name"));--> statement-breakpoint
ALTER TABLE "funding_effect" ADD CONSTRAINT "funding_effect_once" UNIQUE("file_id","path","step","occurrence","effect","part");--> statement-breakpoint
-- The queue follows the runs (F5.2): whom a run parks is in it by the day that the run plans, in UTC as it is kept and as the
-- client was told; whom it leads elsewhere, or to a person's review, is not. The calls before and who had the client to call
-- are over with it.
CREATE FUNCTION keep_callbacks() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  WITH newest AS (SELECT DISTINCT ON (file_id) * FROM added ORDER BY file_id, run_no DESC)
  DELETE FROM funding_callback USING newest
  WHERE funding_callback.file_id = newest.file_id AND NOT coalesce(newest.workflow -> 'primaryPaths' ? 'parked', false);
  WITH newest AS (SELECT DISTINCT ON (file_id) * FROM added ORDER BY file_id, run_no DESC),
    parked AS (SELECT file_id, run_no, workflow ->> 'parkedReason' AS reason,
        (to_timestamp((workflow ->> 'parkedCallbackDate')::numeric::float8 / 1000) AT TIME ZONE 'utc')::date AS planned
      FROM newest WHERE workflow -> 'primaryPaths' ? 'parked')
  INSERT INTO funding_callback (file_id, run_no, parked_reason, planned_on, due_on, version, unanswered)
  SELECT file_id, run_no, reason, planned, planned, 1, 0 FROM parked
  ON CONFLICT (file_id) DO UPDATE SET run_no = excluded.run_no, parked_reason = excluded.parked_reason,
    planned_on = excluded.planned_on, due_on = excluded.due_on, version = funding_callback.version + 1, unanswered = 0,
    claimed_by = NULL, claimed_at = NULL, claimed_until = NULL;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_callbacks AFTER INSERT ON funding_run REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION keep_callbacks();
--> statement-breakpoint
-- Those that are parked already.
INSERT INTO funding_callback (file_id, run_no, parked_reason, planned_on, due_on, version, unanswered)
SELECT file_id, run_no, workflow ->> 'parkedReason', planned, planned, 1, 0
FROM funding_file JOIN funding_run USING (file_id), LATERAL (SELECT
  (to_timestamp((workflow ->> 'parkedCallbackDate')::numeric::float8 / 1000) AT TIME ZONE 'utc')::date AS planned) AS plan
WHERE run_no = run_count AND workflow -> 'primaryPaths' ? 'parked';
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON funding_call EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Every call comes with a change of its callback or with a run, which tell (P7.8).
CREATE TRIGGER tell_inserted AFTER INSERT ON funding_callback REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('funding', 'file_id');
--> statement-breakpoint
CREATE TRIGGER tell_updated AFTER UPDATE ON funding_callback REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('funding', 'file_id');
--> statement-breakpoint
CREATE TRIGGER tell_deleted AFTER DELETE ON funding_callback REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('funding', 'file_id');
--> statement-breakpoint
CREATE TRIGGER tell_inserted AFTER INSERT ON funding_lender REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('funding-policy', 'lender_id');
--> statement-breakpoint
CREATE TRIGGER tell_updated AFTER UPDATE ON funding_lender REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('funding-policy', 'lender_id');
--> statement-breakpoint
CREATE TRIGGER tell_deleted AFTER DELETE ON funding_lender REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('funding-policy', 'lender_id');
--> statement-breakpoint
ALTER TABLE funding_callback SET (fillfactor = 85);
--> statement-breakpoint
-- Which lenders a file was submitted to, for whoever wants to delete one.
CREATE INDEX funding_step_lenders ON funding_step_event USING gin ((data -> 'lenders') jsonb_path_ops)
  WHERE step = 'submit_to_partner';
--> statement-breakpoint
-- The lenders of the source. Its figures are rare, and an absent one is not known; nobody's e-mail address is in it, so each
-- has to be completed before a file is submitted.
INSERT INTO funding_lender (name, products, minimum_score, minimum_amount, maximum_amount, days_to_fund, notes, to_verify,
  version, created_at, created_by, updated_at, updated_by)
SELECT name, products, score, least_amount, most_amount, days, notes, to_verify, 1, now(), 'system/provisioning', now(), 'system/provisioning'
FROM (VALUES
  ('Credibly', '{mca}'::text[], NULL::integer, NULL::numeric, NULL::numeric, NULL::integer, NULL, NULL),
  ('Kapitus', '{mca}', NULL, NULL, NULL, NULL, NULL, NULL),
  ('OnDeck', '{mca}', NULL, NULL, NULL, NULL, NULL, NULL),
  ('Revenue-based financing 1', '{revenue_based}', NULL, NULL, NULL, NULL, NULL, 'The lender’s name, and whether this is an MCA or another revenue-based product.'),
  ('Revenue-based financing 2', '{revenue_based}', NULL, NULL, NULL, NULL, NULL, 'The lender’s name, and whether this is an MCA or another revenue-based product.'),
  ('Revenue-based financing 3', '{revenue_based}', NULL, NULL, NULL, NULL, NULL, 'The lender’s name, and whether this is an MCA or another revenue-based product.'),
  ('Cadence Bank', '{sba}', 650, NULL, 5000000.00, 10, 'SBA 7(a).', NULL),
  ('Grasshopper Bank', '{sba}', NULL, NULL, NULL, NULL, NULL, NULL),
  ('BHG Financial', '{term_loan}', 660, NULL, 500000.00, 3, 'Direct by e-mail; Engine may reach the same lender.', NULL),
  ('iBusiness Funding', '{term_loan}', NULL, NULL, NULL, NULL, 'Direct by e-mail; Engine may reach the same lender.', NULL),
  ('ARF Financial', '{term_loan,line_of_credit}', 600, 50000.00, 1000000.00, NULL, 'Line of credit and term loan together. Funds in a few business days. Direct by e-mail; Engine may reach the same lender.', NULL),
  ('7 Figures Funding', '{card_stacking,personal_loan}', NULL, NULL, 100000.00, NULL, 'Partner for card stacking: all industries, also startups. Personal term loans up to $100,000, and revolving credit at 0% for up to 18 months. Affiliate portal: https://portal.7figurespartners.com/affiliates/login.php#login', NULL),
  ('Balboa', '{equipment}', NULL, NULL, NULL, NULL, NULL, NULL),
  ('ClickLease', '{equipment}', NULL, NULL, NULL, NULL, NULL, NULL),
  ('Everlasting Capital', '{equipment}', NULL, NULL, NULL, NULL, NULL, NULL)
) AS source (name, products, score, least_amount, most_amount, days, notes, to_verify);
