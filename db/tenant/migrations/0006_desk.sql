CREATE TABLE "desk_saved_view" (
	"view_id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "desk_saved_view_view_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"owner" text NOT NULL,
	"name" text NOT NULL,
	"is_shared" boolean NOT NULL,
	"definition" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "desk_user_setting" (
	"owner" text NOT NULL,
	"key" text NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "desk_user_setting_owner_key_pk" PRIMARY KEY("owner","key")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "desk_saved_view_name" ON "desk_saved_view" USING btree ("owner",lower("name"));--> statement-breakpoint
CREATE INDEX "desk_saved_view_shared" ON "desk_saved_view" USING btree ("is_shared");