CREATE TABLE "funding_card" (
	"file_id" integer NOT NULL,
	"plan_no" integer NOT NULL,
	"card_no" integer NOT NULL,
	"change_no" integer NOT NULL,
	"issuer" text NOT NULL,
	"amount" numeric(18, 2) NOT NULL,
	"status" text NOT NULL,
	"notes" text,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	CONSTRAINT "funding_card_file_id_plan_no_card_no_change_no_pk" PRIMARY KEY("file_id","plan_no","card_no","change_no"),
	CONSTRAINT "funding_card_numbers" CHECK ("funding_card"."plan_no" > 0 and "funding_card"."card_no" > 0 and "funding_card"."change_no" > 0),
	CONSTRAINT "funding_card_status" CHECK ("funding_card"."status" in ('approved', 'pending', 'declined')),
	CONSTRAINT "funding_card_amount" CHECK ("funding_card"."amount" >= 0 and ("funding_card"."status" <> 'approved' or "funding_card"."amount" > 0))
);
--> statement-breakpoint
CREATE TABLE "funding_effect" (
	"effect_id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "funding_effect_effect_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"file_id" integer NOT NULL,
	"event_seq" integer NOT NULL,
	"path" text NOT NULL,
	"step" text NOT NULL,
	"occurrence" integer NOT NULL,
	"effect" text NOT NULL,
	"payload" jsonb NOT NULL,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"next_attempt_at" timestamp with time zone,
	"lease" uuid,
	"leased_until" timestamp with time zone,
	"last_error" text,
	"sent_at" timestamp with time zone,
	"receipt" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "funding_effect_once" UNIQUE("file_id","path","step","occurrence","effect"),
	CONSTRAINT "funding_effect_state" CHECK (case "funding_effect"."state"
        when 'queued' then "funding_effect"."next_attempt_at" is not null and num_nonnulls("funding_effect"."lease", "funding_effect"."leased_until", "funding_effect"."sent_at") = 0
        when 'sending' then num_nonnulls("funding_effect"."lease", "funding_effect"."leased_until") = 2 and num_nonnulls("funding_effect"."next_attempt_at", "funding_effect"."sent_at") = 0
        when 'sent' then "funding_effect"."sent_at" is not null and num_nonnulls("funding_effect"."next_attempt_at", "funding_effect"."lease", "funding_effect"."leased_until") = 0
        when 'failed' then "funding_effect"."last_error" is not null and num_nonnulls("funding_effect"."next_attempt_at", "funding_effect"."lease", "funding_effect"."leased_until", "funding_effect"."sent_at") = 0
        when 'unclear' then "funding_effect"."last_error" is not null and num_nonnulls("funding_effect"."next_attempt_at", "funding_effect"."lease", "funding_effect"."leased_until", "funding_effect"."sent_at") = 0
        when 'withdrawn' then num_nonnulls("funding_effect"."next_attempt_at", "funding_effect"."lease", "funding_effect"."leased_until", "funding_effect"."sent_at") = 0
        else false end),
	CONSTRAINT "funding_effect_attempts" CHECK ("funding_effect"."attempts" >= 0 and ("funding_effect"."state" in ('queued', 'withdrawn') or "funding_effect"."attempts" > 0))
);
--> statement-breakpoint
CREATE TABLE "funding_operator" (
	"operator" text NOT NULL,
	"version" integer NOT NULL,
	"display_name" text,
	"fee_percent" numeric(7, 4) NOT NULL,
	"affiliate_link" text,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "funding_operator_operator_version_pk" PRIMARY KEY("operator","version"),
	CONSTRAINT "funding_operator_version" CHECK ("funding_operator"."version" > 0),
	CONSTRAINT "funding_operator_fee" CHECK ("funding_operator"."fee_percent" between 0 and 100),
	CONSTRAINT "funding_operator_address" CHECK ("funding_operator"."operator" = lower("funding_operator"."operator"))
);
--> statement-breakpoint
CREATE TABLE "funding_step_event" (
	"file_id" integer NOT NULL,
	"seq" integer NOT NULL,
	"kind" text NOT NULL,
	"run_no" integer NOT NULL,
	"track" text,
	"path" text,
	"step" text,
	"occurrence" integer,
	"data" jsonb NOT NULL,
	"reason" text,
	"request_id" text,
	"request_digest" text,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	CONSTRAINT "funding_step_event_file_id_seq_pk" PRIMARY KEY("file_id","seq"),
	CONSTRAINT "funding_step_request" UNIQUE("file_id","request_id"),
	CONSTRAINT "funding_step_kind" CHECK (case "funding_step_event"."kind"
        when 'started' then "funding_step_event"."track" is not null and num_nonnulls("funding_step_event"."path", "funding_step_event"."step", "funding_step_event"."occurrence") = 0
        when 'completed' then "funding_step_event"."track" is null and num_nonnulls("funding_step_event"."path", "funding_step_event"."step", "funding_step_event"."occurrence") = 3
        when 'reopened' then "funding_step_event"."track" is null and num_nonnulls("funding_step_event"."path", "funding_step_event"."step", "funding_step_event"."occurrence") = 3
        when 'waited' then "funding_step_event"."track" is null and num_nonnulls("funding_step_event"."path", "funding_step_event"."step") = 2 and "funding_step_event"."occurrence" is null
        when 'effect_decided' then "funding_step_event"."track" is null and num_nonnulls("funding_step_event"."path", "funding_step_event"."step") = 2 and "funding_step_event"."occurrence" is null
        when 'not_funded' then "funding_step_event"."path" is not null and num_nonnulls("funding_step_event"."track", "funding_step_event"."step", "funding_step_event"."occurrence") = 0
        when 'superseded' then "funding_step_event"."path" is not null and num_nonnulls("funding_step_event"."track", "funding_step_event"."step", "funding_step_event"."occurrence") = 0
        when 'resumed' then "funding_step_event"."path" is not null and num_nonnulls("funding_step_event"."track", "funding_step_event"."step", "funding_step_event"."occurrence") = 0
        when 'rerouted' then num_nonnulls("funding_step_event"."track", "funding_step_event"."path", "funding_step_event"."step", "funding_step_event"."occurrence") = 0
        else false end),
	CONSTRAINT "funding_step_reason" CHECK ("funding_step_event"."kind" not in ('reopened', 'not_funded', 'resumed') or coalesce(btrim("funding_step_event"."reason"), '') <> ''),
	CONSTRAINT "funding_step_asked" CHECK (num_nonnulls("funding_step_event"."request_id", "funding_step_event"."request_digest") <> 1)
);
--> statement-breakpoint
ALTER TABLE "funding_card" ADD CONSTRAINT "funding_card_file" FOREIGN KEY ("file_id") REFERENCES "public"."funding_file"("file_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_effect" ADD CONSTRAINT "funding_effect_event" FOREIGN KEY ("file_id","event_seq") REFERENCES "public"."funding_step_event"("file_id","seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_step_event" ADD CONSTRAINT "funding_step_run" FOREIGN KEY ("file_id","run_no") REFERENCES "public"."funding_run"("file_id","run_no") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "funding_effect_one_invoice" ON "funding_effect" USING btree ("file_id","path") WHERE "funding_effect"."effect" = 'invoice' and "funding_effect"."state" <> 'withdrawn';--> statement-breakpoint
CREATE INDEX "funding_effect_due" ON "funding_effect" USING btree ("next_attempt_at") WHERE "funding_effect"."state" = 'queued';--> statement-breakpoint
CREATE INDEX "funding_effect_leased" ON "funding_effect" USING btree ("leased_until") WHERE "funding_effect"."state" = 'sending';