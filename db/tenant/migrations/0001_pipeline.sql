CREATE TABLE "pipeline_delivery" (
	"delivery_id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "pipeline_delivery_delivery_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"received_at" timestamp with time zone NOT NULL,
	"key_prefix" text NOT NULL,
	"outcome" text NOT NULL,
	"status_code" integer NOT NULL,
	"exchange_trade_id" text,
	"pipeline_trade_id" integer,
	"refusal" jsonb,
	"ignored_fields" text[] NOT NULL,
	"payload_fingerprint" text NOT NULL,
	"duration_ms" integer NOT NULL,
	"reprocess_of" bigint,
	CONSTRAINT "pipeline_delivery_outcome" CHECK ("pipeline_delivery"."outcome" in ('created', 'duplicate', 'rejected'))
);
--> statement-breakpoint
CREATE TABLE "pipeline_delivery_payload" (
	"delivery_id" bigint PRIMARY KEY NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"body" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pipeline_loan" (
	"pipeline_loan_id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "pipeline_loan_pipeline_loan_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"pipeline_trade_id" integer NOT NULL,
	"exchange_loan_id" text NOT NULL,
	"exchange_trade_id" text NOT NULL,
	"loan_id" text NOT NULL,
	"data_source" text NOT NULL,
	"loan_amount" numeric(18, 2) NOT NULL,
	"note_rate" numeric(7, 4) NOT NULL,
	"borrower_name" text NOT NULL,
	"property_address" text NOT NULL,
	"property_city" text NOT NULL,
	"property_state" char(2) NOT NULL,
	"property_zip" text NOT NULL,
	"credit_score" integer NOT NULL,
	"ltv" numeric(7, 3) NOT NULL,
	"cltv" numeric(7, 3) NOT NULL,
	"purpose_code" char(1) NOT NULL,
	"occupancy_code" char(1) NOT NULL,
	"property_type" text NOT NULL,
	"product_code" text NOT NULL,
	"buyer_id" text NOT NULL,
	"buyer_name" text NOT NULL,
	"seller_id" text NOT NULL,
	"seller_name" text NOT NULL,
	"principal_id" text NOT NULL,
	"purchase_price" numeric(18, 2) NOT NULL,
	"sale_price" numeric(18, 2),
	"profit_spread" numeric(18, 2) GENERATED ALWAYS AS (sale_price - purchase_price) STORED,
	"purchase_date" date NOT NULL,
	"current_status" text NOT NULL,
	"status_date" timestamp with time zone NOT NULL,
	"expected_delivery_date" date,
	"actual_delivery_date" date,
	"delivery_method" text,
	"settlement_date" date,
	"settlement_amount" numeric(18, 2),
	"settlement_reference" text,
	"version" integer NOT NULL,
	"history_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "pipeline_loan_once_per_trade" UNIQUE("pipeline_trade_id","exchange_loan_id"),
	CONSTRAINT "pipeline_loan_source" CHECK ("pipeline_loan"."data_source" in ('exchange', 'los_import', 'manual', 'file_upload')),
	CONSTRAINT "pipeline_loan_amounts" CHECK ("pipeline_loan"."loan_amount" > 0 and "pipeline_loan"."purchase_price" > 0 and "pipeline_loan"."sale_price" > 0),
	CONSTRAINT "pipeline_loan_settlement" CHECK (("pipeline_loan"."current_status" = 'settled') = ("pipeline_loan"."settlement_amount" is not null)
        and num_nonnulls("pipeline_loan"."settlement_date", "pipeline_loan"."settlement_amount", "pipeline_loan"."settlement_reference") in (0, 3)
        and "pipeline_loan"."settlement_amount" > 0 and btrim("pipeline_loan"."settlement_reference") <> '')
);
--> statement-breakpoint
CREATE TABLE "pipeline_loan_history" (
	"history_id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "pipeline_loan_history_history_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"pipeline_loan_id" integer NOT NULL,
	"seq" integer NOT NULL,
	"kind" text NOT NULL,
	"previous_status" text,
	"new_status" text NOT NULL,
	"changes" jsonb NOT NULL,
	"workflow_version" integer NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"changed_by" text NOT NULL,
	"origin" text,
	"notes" text,
	"previous_hash" "bytea",
	"entry_hash" "bytea" NOT NULL,
	CONSTRAINT "pipeline_loan_history_order" UNIQUE("pipeline_loan_id","seq"),
	CONSTRAINT "pipeline_history_kind" CHECK ("pipeline_loan_history"."kind" in ('status', 'edit')),
	CONSTRAINT "pipeline_history_notes" CHECK ("pipeline_loan_history"."kind" = 'edit' or "pipeline_loan_history"."changed_by" like 'system/%' or btrim("pipeline_loan_history"."notes") <> '')
);
--> statement-breakpoint
CREATE TABLE "pipeline_loan_search" (
	"pipeline_loan_id" integer PRIMARY KEY NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pipeline_status_config" (
	"version" integer NOT NULL,
	"status_code" text NOT NULL,
	"display_name" text NOT NULL,
	"allowed_transitions" jsonb NOT NULL,
	"is_terminal" boolean NOT NULL,
	"is_exception" boolean NOT NULL,
	"sequence_order" integer NOT NULL,
	"aging_threshold_days" integer,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "pipeline_status_config_version_status_code_pk" PRIMARY KEY("version","status_code")
);
--> statement-breakpoint
CREATE TABLE "pipeline_status_rollup" (
	"current_status" text NOT NULL,
	"status_day" date NOT NULL,
	"loan_count" integer NOT NULL,
	"volume" numeric(24, 2) NOT NULL,
	CONSTRAINT "pipeline_status_rollup_current_status_status_day_pk" PRIMARY KEY("current_status","status_day")
);
--> statement-breakpoint
CREATE TABLE "pipeline_trade" (
	"pipeline_trade_id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "pipeline_trade_pipeline_trade_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"exchange_trade_id" text NOT NULL,
	"principal_id" text NOT NULL,
	"buyer_id" text NOT NULL,
	"buyer_name" text NOT NULL,
	"seller_id" text NOT NULL,
	"seller_name" text NOT NULL,
	"trade_date" date NOT NULL,
	"total_loan_count" integer NOT NULL,
	"total_amount" numeric(24, 2) NOT NULL,
	"settled_count" integer DEFAULT 0 NOT NULL,
	"exception_count" integer DEFAULT 0 NOT NULL,
	"terminal_count" integer DEFAULT 0 NOT NULL,
	"status" text GENERATED ALWAYS AS (case when settled_count = total_loan_count then 'settled'
          when settled_count > 0 and settled_count + exception_count = total_loan_count then 'partial'
          when terminal_count = total_loan_count then 'partial'
          else 'active' end) STORED NOT NULL,
	"payload_fingerprint" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "pipeline_trade_exchange_trade_id_unique" UNIQUE("exchange_trade_id"),
	CONSTRAINT "pipeline_trade_counts" CHECK ("pipeline_trade"."total_loan_count" > 0 and least("pipeline_trade"."settled_count", "pipeline_trade"."exception_count", "pipeline_trade"."terminal_count") >= 0
        and "pipeline_trade"."terminal_count" <= "pipeline_trade"."total_loan_count" and "pipeline_trade"."settled_count" + "pipeline_trade"."exception_count" <= "pipeline_trade"."total_loan_count")
);
--> statement-breakpoint
CREATE TABLE "principal" (
	"principal_id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tenant_identity" (
	"singleton" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"tenant_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"time_zone" text NOT NULL,
	"holiday_calendar" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "tenant_identity_one_row" CHECK ("tenant_identity"."singleton" = 1),
	CONSTRAINT "tenant_identity_calendar" CHECK ("tenant_identity"."holiday_calendar" in ('us-federal'))
);
--> statement-breakpoint
ALTER TABLE "pipeline_delivery_payload" ADD CONSTRAINT "pipeline_delivery_payload_delivery_id_pipeline_delivery_delivery_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."pipeline_delivery"("delivery_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pipeline_loan" ADD CONSTRAINT "pipeline_loan_trade" FOREIGN KEY ("pipeline_trade_id") REFERENCES "public"."pipeline_trade"("pipeline_trade_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pipeline_loan_history" ADD CONSTRAINT "pipeline_history_loan" FOREIGN KEY ("pipeline_loan_id") REFERENCES "public"."pipeline_loan"("pipeline_loan_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pipeline_loan_search" ADD CONSTRAINT "pipeline_search_loan" FOREIGN KEY ("pipeline_loan_id") REFERENCES "public"."pipeline_loan"("pipeline_loan_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pipeline_trade" ADD CONSTRAINT "pipeline_trade_principal_id_principal_principal_id_fk" FOREIGN KEY ("principal_id") REFERENCES "public"."principal"("principal_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pipeline_delivery_received" ON "pipeline_delivery" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "pipeline_delivery_trade" ON "pipeline_delivery" USING btree ("exchange_trade_id");--> statement-breakpoint
CREATE INDEX "pipeline_loan_status_age" ON "pipeline_loan" USING btree ("current_status","status_date");--> statement-breakpoint
CREATE INDEX "pipeline_loan_status_state" ON "pipeline_loan" USING btree ("current_status","property_state");--> statement-breakpoint
CREATE INDEX "pipeline_loan_status_buyer" ON "pipeline_loan" USING btree ("current_status","buyer_id","loan_amount" DESC NULLS LAST,"pipeline_loan_id");--> statement-breakpoint
CREATE INDEX "pipeline_loan_buyer" ON "pipeline_loan" USING btree ("buyer_id");--> statement-breakpoint
CREATE INDEX "pipeline_loan_seller" ON "pipeline_loan" USING btree ("seller_id");--> statement-breakpoint
CREATE INDEX "pipeline_loan_purchase_date" ON "pipeline_loan" USING btree ("purchase_date");--> statement-breakpoint
CREATE INDEX "pipeline_loan_expected_delivery" ON "pipeline_loan" USING btree ("expected_delivery_date");--> statement-breakpoint
CREATE INDEX "pipeline_loan_data_source" ON "pipeline_loan" USING btree ("data_source") WHERE data_source <> 'exchange';--> statement-breakpoint
CREATE INDEX "pipeline_loan_search_trigrams" ON "pipeline_loan_search" USING gin ("text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "pipeline_trade_date" ON "pipeline_trade" USING btree ("trade_date");--> statement-breakpoint
CREATE INDEX "pipeline_trade_status" ON "pipeline_trade" USING btree ("status","trade_date");