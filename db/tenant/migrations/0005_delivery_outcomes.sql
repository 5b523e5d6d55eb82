ALTER TABLE "pipeline_delivery" DROP CONSTRAINT "pipeline_delivery_outcome";--> statement-breakpoint
ALTER TABLE "pipeline_delivery" ADD COLUMN "processed_by" text;--> statement-breakpoint
ALTER TABLE "pipeline_delivery" ADD CONSTRAINT "pipeline_delivery_outcome" CHECK ("pipeline_delivery"."outcome" in ('created', 'duplicate', 'rejected', 'failed'));