CREATE TABLE "outbox_watch" (
	"tenant_id" uuid PRIMARY KEY NOT NULL,
	"marked_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "outbox_watch" ADD CONSTRAINT "outbox_watch_tenant_id_tenant_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outbox_watch_due" ON "outbox_watch" USING btree ("due_at");