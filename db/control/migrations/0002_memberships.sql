ALTER TABLE "membership" ADD COLUMN "disabled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tenant" ADD COLUMN "settings_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX "membership_tenant" ON "membership" USING btree ("tenant_id");