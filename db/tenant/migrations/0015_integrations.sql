CREATE TABLE "integration_pace" (
	"system" text PRIMARY KEY NOT NULL,
	"taken_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "integration_sandbox" (
	"record_id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "integration_sandbox_record_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"system" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"data" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "integration_sandbox_key" UNIQUE("system","kind","key")
);
--> statement-breakpoint
CREATE TABLE "integration_secret" (
	"system" text NOT NULL,
	"name" text NOT NULL,
	"sealed_bytes" "bytea" NOT NULL,
	"key_id" text NOT NULL,
	"sealed_for" uuid NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	"set_by" text NOT NULL,
	CONSTRAINT "integration_secret_system_name_pk" PRIMARY KEY("system","name"),
	CONSTRAINT "integration_secret_sealed" CHECK (octet_length("integration_secret"."sealed_bytes") > 28 and "integration_secret"."key_id" <> '')
);
--> statement-breakpoint
CREATE TABLE "integration_setting" (
	"system" text NOT NULL,
	"version" integer NOT NULL,
	"mode" text NOT NULL,
	"config" jsonb NOT NULL,
	"changed" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "integration_setting_system_version_pk" PRIMARY KEY("system","version"),
	CONSTRAINT "integration_setting_version" CHECK ("integration_setting"."version" > 0),
	CONSTRAINT "integration_setting_mode" CHECK ("integration_setting"."mode" in ('sandbox', 'live'))
);
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON integration_setting EXECUTE FUNCTION refuse_change();
