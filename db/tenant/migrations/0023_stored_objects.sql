CREATE TABLE "stored_object_to_delete" (
	"object_key" text PRIMARY KEY NOT NULL,
	"since" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "stored_file_part" ALTER COLUMN "sealed_bytes" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "stored_file_part" ADD COLUMN "object_key" text;--> statement-breakpoint
ALTER TABLE "stored_file_part" ADD CONSTRAINT "stored_file_part_object" UNIQUE("object_key");--> statement-breakpoint
ALTER TABLE "stored_file_part" ADD CONSTRAINT "stored_file_part_somewhere" CHECK (num_nonnulls("stored_file_part"."sealed_bytes", "stored_file_part"."object_key") = 1);--> statement-breakpoint
-- Whoever deletes a file, and in whichever way: its objects are not forgotten.
CREATE FUNCTION queue_object() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO stored_object_to_delete (object_key, since) VALUES (OLD.object_key, now()) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER queue_object AFTER DELETE ON stored_file_part FOR EACH ROW WHEN (OLD.object_key IS NOT NULL)
  EXECUTE FUNCTION queue_object();
