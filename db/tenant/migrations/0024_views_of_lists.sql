DROP INDEX "desk_saved_view_name";--> statement-breakpoint
ALTER TABLE "desk_saved_view" ADD COLUMN "list" text DEFAULT 'loans' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "desk_saved_view_name" ON "desk_saved_view" USING btree ("owner","list",lower("name"));--> statement-breakpoint
ALTER TABLE "desk_saved_view" ADD CONSTRAINT "desk_saved_view_list" CHECK ("desk_saved_view"."list" in ('loans', 'mortgages'));