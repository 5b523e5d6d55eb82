CREATE TABLE "funding_credit_report" (
	"report_id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "funding_credit_report_report_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"file_id" integer NOT NULL,
	"source_format" text NOT NULL,
	"vendor" text,
	"issued_on" date NOT NULL,
	"normalised" jsonb NOT NULL,
	"sealed_bytes" "bytea" NOT NULL,
	"key_id" text NOT NULL,
	"sealed_for" uuid NOT NULL,
	"fingerprint" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"received_by" text NOT NULL,
	CONSTRAINT "funding_report_once" UNIQUE("file_id","fingerprint"),
	CONSTRAINT "funding_report_of_file" UNIQUE("file_id","report_id"),
	CONSTRAINT "funding_report_sealed" CHECK (octet_length("funding_credit_report"."sealed_bytes") > 28 and "funding_credit_report"."key_id" <> '')
);
--> statement-breakpoint
CREATE TABLE "funding_file" (
	"file_id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "funding_file_file_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"email" text NOT NULL,
	"phone" text,
	"stated_income" numeric(18, 2) NOT NULL,
	"monthly_revenue" numeric(18, 2),
	"business_started_on" date,
	"operator" text NOT NULL,
	"version" integer NOT NULL,
	"run_count" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"phone_digits" text GENERATED ALWAYS AS (right(regexp_replace(phone, '[^0-9]', '', 'g'), 10)) STORED,
	"search_text" text GENERATED ALWAYS AS (lower(name || chr(10) || email || chr(10) || coalesce(phone, ''))) STORED,
	CONSTRAINT "funding_file_amounts" CHECK ("funding_file"."stated_income" >= 0 and "funding_file"."monthly_revenue" >= 0),
	CONSTRAINT "funding_file_versions" CHECK ("funding_file"."run_count" >= 0 and "funding_file"."version" > "funding_file"."run_count"),
	CONSTRAINT "funding_file_addresses" CHECK ("funding_file"."email" = lower("funding_file"."email") and "funding_file"."operator" = lower("funding_file"."operator")),
	CONSTRAINT "funding_file_named" CHECK (btrim("funding_file"."name") <> '')
);
--> statement-breakpoint
CREATE TABLE "funding_policy" (
	"version" integer PRIMARY KEY NOT NULL,
	"document" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "funding_policy_version" CHECK ("funding_policy"."version" > 0)
);
--> statement-breakpoint
CREATE TABLE "funding_run" (
	"file_id" integer NOT NULL,
	"run_no" integer NOT NULL,
	"kind" text NOT NULL,
	"report_id" integer NOT NULL,
	"policy_version" integer NOT NULL,
	"applicant" jsonb NOT NULL,
	"overrides" jsonb NOT NULL,
	"reason" text,
	"underwriting" jsonb NOT NULL,
	"workflow" jsonb,
	"trace" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "funding_run_file_id_run_no_pk" PRIMARY KEY("file_id","run_no"),
	CONSTRAINT "funding_run_number" CHECK ("funding_run"."run_no" > 0),
	CONSTRAINT "funding_run_reason" CHECK (case "funding_run"."kind" when 'report' then "funding_run"."reason" is null
        when 'revision' then coalesce(btrim("funding_run"."reason"), '') <> '' else false end),
	CONSTRAINT "funding_run_paths_alone" CHECK ("funding_run"."workflow" is null or coalesce(jsonb_array_length(("funding_run"."workflow" -> 'primaryPaths')) > 0
        and (jsonb_array_length(("funding_run"."workflow" -> 'primaryPaths')) = 1 or not ("funding_run"."workflow" -> 'primaryPaths') ?| array['parked', 'decline']), false)),
	CONSTRAINT "funding_run_review" CHECK ("funding_run"."workflow" is null or ("funding_run"."workflow" -> 'primaryPaths') = '["decline"]' or coalesce(
        "funding_run"."underwriting" #>> '{decisions,reportStatus}' not like 'Manual Review - %'
        and "funding_run"."underwriting" #>> '{decisions,reportStatus}' <> 'Credit Not Found'
        and "funding_run"."underwriting" #>> '{decisions,tlDecision}' not like 'Manual Review - %', false)),
	CONSTRAINT "funding_run_parked" CHECK (coalesce(("funding_run"."workflow" -> 'primaryPaths') ? 'parked', false)
        = (num_nonnulls("funding_run"."workflow" -> 'parkedReason', "funding_run"."workflow" -> 'parkedCallbackDate') = 2)),
	CONSTRAINT "funding_run_declined" CHECK (coalesce(("funding_run"."workflow" -> 'primaryPaths') ? 'decline', false) = coalesce("funding_run"."workflow" ? 'declineReason', false)
        and ("funding_run"."workflow" ->> 'declineReason' is distinct from 'other'
          or coalesce(btrim("funding_run"."workflow" ->> 'declineReasonNotes'), '') <> ''))
);
--> statement-breakpoint
ALTER TABLE "funding_credit_report" ADD CONSTRAINT "funding_report_file" FOREIGN KEY ("file_id") REFERENCES "public"."funding_file"("file_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_run" ADD CONSTRAINT "funding_run_policy_version_funding_policy_version_fk" FOREIGN KEY ("policy_version") REFERENCES "public"."funding_policy"("version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_run" ADD CONSTRAINT "funding_run_report" FOREIGN KEY ("file_id","report_id") REFERENCES "public"."funding_credit_report"("file_id","report_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "funding_file_operator" ON "funding_file" USING btree ("operator","updated_at");--> statement-breakpoint
CREATE INDEX "funding_file_updated" ON "funding_file" USING btree ("updated_at");--> statement-breakpoint
CREATE INDEX "funding_file_email" ON "funding_file" USING btree ("email");--> statement-breakpoint
CREATE INDEX "funding_file_phone" ON "funding_file" USING btree ("phone_digits");--> statement-breakpoint
CREATE INDEX "funding_file_name" ON "funding_file" USING btree (lower("name"));--> statement-breakpoint
CREATE INDEX "funding_file_search" ON "funding_file" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "funding_run_paths" ON "funding_run" USING gin (("workflow" -> 'primaryPaths'));