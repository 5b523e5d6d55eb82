ALTER TABLE "funding_step_event" DROP CONSTRAINT "funding_step_kind";--> statement-breakpoint
ALTER TABLE "funding_effect" ALTER COLUMN "event_seq" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "funding_effect" ALTER COLUMN "path" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "funding_effect" ALTER COLUMN "step" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "funding_effect" ALTER COLUMN "occurrence" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "funding_effect" ADD COLUMN "file_version" integer;--> statement-breakpoint
ALTER TABLE "funding_file" ADD COLUMN "next_steps" text[];--> statement-breakpoint
ALTER TABLE "funding_file" ADD COLUMN "step_since" timestamp with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "funding_effect_once_shown" ON "funding_effect" USING btree ("file_id","file_version") WHERE "funding_effect"."file_version" is not null;--> statement-breakpoint
CREATE INDEX "funding_file_steps" ON "funding_file" USING gin ("next_steps");--> statement-breakpoint
CREATE INDEX "funding_file_step_since" ON "funding_file" USING btree ("step_since","file_id");--> statement-breakpoint
ALTER TABLE "funding_effect" ADD CONSTRAINT "funding_effect_cause" CHECK (num_nonnulls("funding_effect"."event_seq", "funding_effect"."path", "funding_effect"."step", "funding_effect"."occurrence") = case when "funding_effect"."effect" = 'crm_stage' then 0 else 4 end
        and ("funding_effect"."effect" = 'crm_stage') = ("funding_effect"."file_version" is not null));--> statement-breakpoint
ALTER TABLE "funding_step_event" ADD CONSTRAINT "funding_step_kind" CHECK (case "funding_step_event"."kind"
        when 'started' then "funding_step_event"."track" is not null and num_nonnulls("funding_step_event"."path", "funding_step_event"."step", "funding_step_event"."occurrence") = 0
        when 'completed' then "funding_step_event"."track" is null and num_nonnulls("funding_step_event"."path", "funding_step_event"."step", "funding_step_event"."occurrence") = 3
        when 'reopened' then "funding_step_event"."track" is null and num_nonnulls("funding_step_event"."path", "funding_step_event"."step", "funding_step_event"."occurrence") = 3
        when 'waited' then "funding_step_event"."track" is null and num_nonnulls("funding_step_event"."path", "funding_step_event"."step") = 2 and "funding_step_event"."occurrence" is null
        when 'effect_decided' then num_nonnulls("funding_step_event"."track", "funding_step_event"."occurrence") = 0 and num_nonnulls("funding_step_event"."path", "funding_step_event"."step") <> 1
        when 'not_funded' then "funding_step_event"."path" is not null and num_nonnulls("funding_step_event"."track", "funding_step_event"."step", "funding_step_event"."occurrence") = 0
        when 'superseded' then "funding_step_event"."path" is not null and num_nonnulls("funding_step_event"."track", "funding_step_event"."step", "funding_step_event"."occurrence") = 0
        when 'resumed' then "funding_step_event"."path" is not null and num_nonnulls("funding_step_event"."track", "funding_step_event"."step", "funding_step_event"."occurrence") = 0
        when 'rerouted' then num_nonnulls("funding_step_event"."track", "funding_step_event"."path", "funding_step_event"."step", "funding_step_event"."occurrence") = 0
        else false end);--> statement-breakpoint
ALTER TABLE "funding_file" ADD CONSTRAINT "funding_file_waits" CHECK (("funding_file"."step_since" is null) = coalesce(cardinality("funding_file"."next_steps") = 0, true));
