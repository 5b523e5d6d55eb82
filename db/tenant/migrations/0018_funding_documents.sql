CREATE TABLE "funding_document" (
	"document_id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "funding_document_document_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"file_id" integer NOT NULL,
	"store_key" uuid NOT NULL,
	"kind" text NOT NULL,
	"covers" integer NOT NULL,
	"name" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"received_by" text NOT NULL,
	CONSTRAINT "funding_document_once" UNIQUE("store_key"),
	CONSTRAINT "funding_document_of_file" UNIQUE("file_id","document_id"),
	CONSTRAINT "funding_document_named" CHECK (btrim("funding_document"."name") <> '' and "funding_document"."covers" between 1 and 60)
);
--> statement-breakpoint
CREATE TABLE "funding_document_event" (
	"file_id" integer NOT NULL,
	"document_id" integer NOT NULL,
	"seq" integer NOT NULL,
	"kind" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	CONSTRAINT "funding_document_event_document_id_seq_pk" PRIMARY KEY("document_id","seq"),
	CONSTRAINT "funding_document_event_turns" CHECK ("funding_document_event"."seq" > 0 and "funding_document_event"."kind" = case "funding_document_event"."seq" % 2 when 1 then 'removed' else 'restored' end)
);
--> statement-breakpoint
CREATE TABLE "funding_document_rules" (
	"version" integer PRIMARY KEY NOT NULL,
	"document" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "funding_document_rules_version" CHECK ("funding_document_rules"."version" > 0)
);
--> statement-breakpoint
CREATE TABLE "stored_file" (
	"store_key" uuid PRIMARY KEY NOT NULL,
	"media_type" text,
	"size" integer,
	"sha256" text,
	"part_count" integer,
	"sealed_for" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	"completed_at" timestamp with time zone,
	CONSTRAINT "stored_file_whole" CHECK (num_nonnulls("stored_file"."completed_at", "stored_file"."media_type", "stored_file"."size", "stored_file"."sha256", "stored_file"."part_count") in (0, 5)
        and "stored_file"."size" > 0 and "stored_file"."part_count" > 0 and "stored_file"."sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "stored_file_part" (
	"store_key" uuid NOT NULL,
	"part_no" integer NOT NULL,
	"sealed_bytes" "bytea" NOT NULL,
	"key_id" text NOT NULL,
	CONSTRAINT "stored_file_part_store_key_part_no_pk" PRIMARY KEY("store_key","part_no"),
	CONSTRAINT "stored_file_part_number" CHECK ("stored_file_part"."part_no" > 0 and octet_length("stored_file_part"."sealed_bytes") > 28)
);
--> statement-breakpoint
ALTER TABLE "funding_document" ADD CONSTRAINT "funding_document_file" FOREIGN KEY ("file_id") REFERENCES "public"."funding_file"("file_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_document" ADD CONSTRAINT "funding_document_stored" FOREIGN KEY ("store_key") REFERENCES "public"."stored_file"("store_key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_document_event" ADD CONSTRAINT "funding_document_event_of" FOREIGN KEY ("file_id","document_id") REFERENCES "public"."funding_document"("file_id","document_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stored_file_part" ADD CONSTRAINT "stored_file_part_of" FOREIGN KEY ("store_key") REFERENCES "public"."stored_file"("store_key") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "funding_document_event_file" ON "funding_document_event" USING btree ("file_id");--> statement-breakpoint
CREATE INDEX "stored_file_on_its_way" ON "stored_file" USING btree ("created_at") WHERE "stored_file"."completed_at" is null;
--> statement-breakpoint
-- What came stays as it came: a whole file is neither changed nor taken away, and no part is added to it. One that broke off
-- on its way may go, and its parts with it.
CREATE TRIGGER permanent BEFORE TRUNCATE ON stored_file EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION refuse_whole_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'file % is whole and stays so', OLD.store_key USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER whole BEFORE UPDATE OR DELETE ON stored_file FOR EACH ROW WHEN (OLD.completed_at IS NOT NULL)
  EXECUTE FUNCTION refuse_whole_file();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON stored_file_part EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION refuse_part_of_whole() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE part stored_file_part := CASE TG_OP WHEN 'INSERT' THEN NEW ELSE OLD END;
BEGIN
  IF EXISTS (SELECT FROM stored_file WHERE store_key = part.store_key AND completed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'file % is whole and stays so', part.store_key USING ERRCODE = 'check_violation';
  END IF;
  RETURN part;
END $$;
--> statement-breakpoint
CREATE TRIGGER of_whole BEFORE INSERT OR DELETE ON stored_file_part FOR EACH ROW EXECUTE FUNCTION refuse_part_of_whole();
--> statement-breakpoint
-- Sealed bytes do not get smaller: PostgreSQL need not try.
ALTER TABLE stored_file_part ALTER COLUMN sealed_bytes SET STORAGE EXTERNAL;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON funding_document EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON funding_document_event EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON funding_document_rules EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A document does not change the version of its file: what is decided meanwhile is decided by the same facts (F8.3).
CREATE TRIGGER tell_inserted AFTER INSERT ON funding_document REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('funding', 'file_id');
--> statement-breakpoint
CREATE TRIGGER tell_inserted AFTER INSERT ON funding_document_event REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('funding', 'file_id');
--> statement-breakpoint
CREATE TRIGGER tell_inserted AFTER INSERT ON funding_document_rules REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('funding-policy', 'version');
--> statement-breakpoint
-- What every tenant begins with, present ones and new ones alike (F6.2).
INSERT INTO funding_document_rules (version, document, created_at, created_by) VALUES (1, '{
  "mca": [{"kind": "bank_statement", "least": 3, "most": 6}],
  "sba": [{"kind": "tax_return", "least": 2, "most": 3}, {"kind": "profit_and_loss", "least": 1, "most": 1},
    {"kind": "balance_sheet", "least": 1, "most": 1}, {"kind": "business_plan", "least": 0, "most": 1}]
}', now(), 'system/provisioning');
