CREATE TABLE "mortgage_audit" (
	"entry_id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mortgage_audit_entry_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"mortgage_id" integer,
	"version" integer,
	"changes" jsonb NOT NULL,
	"details" jsonb NOT NULL,
	CONSTRAINT "mortgage_audit_version" UNIQUE("mortgage_id","version")
);
--> statement-breakpoint
CREATE TABLE "mortgage_document" (
	"document_id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mortgage_document_document_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"mortgage_id" integer NOT NULL,
	"store_key" uuid NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"uploaded_at" timestamp with time zone NOT NULL,
	"uploaded_by" text NOT NULL,
	CONSTRAINT "mortgage_document_once" UNIQUE("store_key"),
	CONSTRAINT "mortgage_document_type" CHECK ("mortgage_document"."type" in ('appraisal', 'title', 'inspection', 'loan_agreement', 'insurance')),
	CONSTRAINT "mortgage_document_named" CHECK (btrim("mortgage_document"."name") <> '')
);
--> statement-breakpoint
CREATE TABLE "mortgage_template" (
	"mortgage_id" integer NOT NULL,
	"documenso_template_id" text NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"signatory_roles" text[] NOT NULL,
	"version" integer NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"saved_by" text NOT NULL,
	CONSTRAINT "mortgage_template_mortgage_id_documenso_template_id_pk" PRIMARY KEY("mortgage_id","documenso_template_id"),
	CONSTRAINT "mortgage_template_position" UNIQUE("mortgage_id","position"),
	CONSTRAINT "mortgage_template_id" CHECK ("mortgage_template"."documenso_template_id" ~ '^envelope_[A-Za-z0-9_-]{2,}$'),
	CONSTRAINT "mortgage_template_named" CHECK (btrim("mortgage_template"."name") <> '' and "mortgage_template"."version" > 0 and "mortgage_template"."position" > 0),
	CONSTRAINT "mortgage_template_roles" CHECK (cardinality("mortgage_template"."signatory_roles") > 0 and array_position("mortgage_template"."signatory_roles", null) is null
        and array_to_string("mortgage_template"."signatory_roles", chr(10)) !~ '(^|\n)[ \t]*(\n|$)')
);
--> statement-breakpoint
CREATE TABLE "borrower" (
	"borrower_id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "borrower_borrower_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"email" text,
	"phone" text,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	"search_text" text GENERATED ALWAYS AS (lower(name || chr(10) || coalesce(email, '') || chr(10) || coalesce(phone, ''))) STORED,
	CONSTRAINT "borrower_named" CHECK (btrim("borrower"."name") <> '')
);
--> statement-breakpoint
CREATE TABLE "mortgage" (
	"mortgage_id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mortgage_mortgage_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"external_mortgage_id" text,
	"borrower_id" integer NOT NULL,
	"previous_mortgage_id" integer,
	"loan_amount" numeric(18, 2) NOT NULL,
	"interest_rate" numeric(7, 4) NOT NULL,
	"origination_date" date NOT NULL,
	"maturity_date" date NOT NULL,
	"status" text NOT NULL,
	"status_before_renewal" text,
	"street" text NOT NULL,
	"city" text NOT NULL,
	"state" text NOT NULL,
	"zip" text NOT NULL,
	"country" text NOT NULL,
	"property_type" text,
	"latitude" numeric(10, 7),
	"longitude" numeric(10, 7),
	"version" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"search_text" text GENERATED ALWAYS AS (lower(coalesce(external_mortgage_id, '') || chr(10) || street || ', ' || city || ', ' || state || ' ' || zip)) STORED,
	CONSTRAINT "mortgage_external" UNIQUE("external_mortgage_id"),
	CONSTRAINT "mortgage_renewed_once" UNIQUE("previous_mortgage_id"),
	CONSTRAINT "mortgage_external_named" CHECK (btrim("mortgage"."external_mortgage_id") <> ''),
	CONSTRAINT "mortgage_amount" CHECK ("mortgage"."loan_amount" > 0 and "mortgage"."loan_amount" <> 'NaN'),
	CONSTRAINT "mortgage_rate" CHECK ("mortgage"."interest_rate" > 0 and "mortgage"."interest_rate" < 100),
	CONSTRAINT "mortgage_dates" CHECK ("mortgage"."maturity_date" > "mortgage"."origination_date" and isfinite("mortgage"."origination_date") and isfinite("mortgage"."maturity_date")),
	CONSTRAINT "mortgage_known_status" CHECK ("mortgage"."status" in ('active', 'renewed', 'closed', 'defaulted')),
	CONSTRAINT "mortgage_before_renewal" CHECK (("mortgage"."status" = 'renewed') = ("mortgage"."status_before_renewal" is not null) and "mortgage"."status_before_renewal" <> 'renewed'),
	CONSTRAINT "mortgage_younger" CHECK ("mortgage"."previous_mortgage_id" < "mortgage"."mortgage_id"),
	CONSTRAINT "mortgage_latitude" CHECK ("mortgage"."latitude" between -90 and 90),
	CONSTRAINT "mortgage_longitude" CHECK ("mortgage"."longitude" between -180 and 180),
	CONSTRAINT "mortgage_coordinates" CHECK (num_nonnulls("mortgage"."latitude", "mortgage"."longitude") in (0, 2)),
	CONSTRAINT "mortgage_address" CHECK ('' not in (btrim("mortgage"."street"), btrim("mortgage"."city"), btrim("mortgage"."state"), btrim("mortgage"."zip"), btrim("mortgage"."country"))),
	CONSTRAINT "mortgage_version" CHECK ("mortgage"."version" > 0)
);
--> statement-breakpoint
CREATE TABLE "mortgage_comparable" (
	"comparable_id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mortgage_comparable_comparable_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"mortgage_id" integer NOT NULL,
	"address" text NOT NULL,
	"sale_price" numeric(18, 2) NOT NULL,
	"sold_on" date NOT NULL,
	CONSTRAINT "mortgage_comparable_price" CHECK ("mortgage_comparable"."sale_price" > 0 and "mortgage_comparable"."sale_price" <> 'NaN')
);
--> statement-breakpoint
CREATE TABLE "mortgage_listing" (
	"listing_id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mortgage_listing_listing_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"mortgage_id" integer NOT NULL,
	"status" text NOT NULL,
	"asking_price" numeric(18, 2) NOT NULL,
	"listed_at" timestamp with time zone NOT NULL,
	"locked_at" timestamp with time zone,
	"locked_by" text,
	"locked_for" text,
	CONSTRAINT "mortgage_listing_status" CHECK ("mortgage_listing"."status" in ('draft', 'active', 'sold', 'withdrawn')),
	CONSTRAINT "mortgage_listing_price" CHECK ("mortgage_listing"."asking_price" > 0 and "mortgage_listing"."asking_price" <> 'NaN'),
	CONSTRAINT "mortgage_listing_lock" CHECK (num_nonnulls("mortgage_listing"."locked_at", "mortgage_listing"."locked_by", "mortgage_listing"."locked_for") in (0, 3))
);
--> statement-breakpoint
CREATE TABLE "mortgage_ownership" (
	"mortgage_id" integer NOT NULL,
	"owner" text NOT NULL,
	"share" numeric(7, 4) NOT NULL,
	CONSTRAINT "mortgage_ownership_mortgage_id_owner_pk" PRIMARY KEY("mortgage_id","owner"),
	CONSTRAINT "mortgage_ownership_share" CHECK ("mortgage_ownership"."share" > 0 and "mortgage_ownership"."share" <= 100 and btrim("mortgage_ownership"."owner") <> '')
);
--> statement-breakpoint
CREATE TABLE "mortgage_payment" (
	"payment_id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mortgage_payment_payment_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"mortgage_id" integer NOT NULL,
	"paid_on" date NOT NULL,
	"amount" numeric(18, 2) NOT NULL,
	"reference" text NOT NULL,
	CONSTRAINT "mortgage_payment_amount" CHECK ("mortgage_payment"."amount" > 0 and "mortgage_payment"."amount" <> 'NaN')
);
--> statement-breakpoint
ALTER TABLE "mortgage_document" ADD CONSTRAINT "mortgage_document_of" FOREIGN KEY ("mortgage_id") REFERENCES "public"."mortgage"("mortgage_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mortgage_document" ADD CONSTRAINT "mortgage_document_stored" FOREIGN KEY ("store_key") REFERENCES "public"."stored_file"("store_key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mortgage_template" ADD CONSTRAINT "mortgage_template_of" FOREIGN KEY ("mortgage_id") REFERENCES "public"."mortgage"("mortgage_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mortgage" ADD CONSTRAINT "mortgage_borrower" FOREIGN KEY ("borrower_id") REFERENCES "public"."borrower"("borrower_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mortgage" ADD CONSTRAINT "mortgage_previous" FOREIGN KEY ("previous_mortgage_id") REFERENCES "public"."mortgage"("mortgage_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mortgage_comparable" ADD CONSTRAINT "mortgage_comparable_of" FOREIGN KEY ("mortgage_id") REFERENCES "public"."mortgage"("mortgage_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mortgage_listing" ADD CONSTRAINT "mortgage_listing_of" FOREIGN KEY ("mortgage_id") REFERENCES "public"."mortgage"("mortgage_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mortgage_ownership" ADD CONSTRAINT "mortgage_ownership_of" FOREIGN KEY ("mortgage_id") REFERENCES "public"."mortgage"("mortgage_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mortgage_payment" ADD CONSTRAINT "mortgage_payment_of" FOREIGN KEY ("mortgage_id") REFERENCES "public"."mortgage"("mortgage_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mortgage_audit_mortgage" ON "mortgage_audit" USING btree ("mortgage_id","entry_id");--> statement-breakpoint
CREATE INDEX "mortgage_audit_actor" ON "mortgage_audit" USING btree ("actor","entry_id");--> statement-breakpoint
CREATE INDEX "mortgage_audit_at" ON "mortgage_audit" USING btree ("at");--> statement-breakpoint
CREATE INDEX "mortgage_document_newest" ON "mortgage_document" USING btree ("mortgage_id","uploaded_at","document_id");--> statement-breakpoint
CREATE INDEX "borrower_name" ON "borrower" USING btree ("name" collate "und-x-icu","borrower_id");--> statement-breakpoint
CREATE INDEX "borrower_search" ON "borrower" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "mortgage_of_borrower" ON "mortgage" USING btree ("borrower_id","origination_date","mortgage_id");--> statement-breakpoint
CREATE INDEX "mortgage_status" ON "mortgage" USING btree ("status","maturity_date","mortgage_id");--> statement-breakpoint
CREATE INDEX "mortgage_maturity" ON "mortgage" USING btree ("maturity_date","mortgage_id");--> statement-breakpoint
CREATE INDEX "mortgage_origination" ON "mortgage" USING btree ("origination_date","mortgage_id");--> statement-breakpoint
CREATE INDEX "mortgage_updated" ON "mortgage" USING btree ("updated_at","mortgage_id");--> statement-breakpoint
CREATE INDEX "mortgage_search" ON "mortgage" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "mortgage_comparable_mortgage" ON "mortgage_comparable" USING btree ("mortgage_id");--> statement-breakpoint
CREATE INDEX "mortgage_listing_mortgage" ON "mortgage_listing" USING btree ("mortgage_id");--> statement-breakpoint
CREATE INDEX "mortgage_payment_mortgage" ON "mortgage_payment" USING btree ("mortgage_id","paid_on");--> statement-breakpoint
-- What must hold between rows is looked at when the transaction ends, so that a verb may write them one after another: a mortgage
-- is renewed just when it has a successor, which began later (M2); its shares add up to 100 (M15).
CREATE FUNCTION hold_mortgage_true(id integer) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE held mortgage; successor mortgage; total numeric;
BEGIN
  -- Held, so that two transactions which change one of them each do not pass each other.
  SELECT * INTO held FROM mortgage WHERE mortgage_id = id FOR SHARE;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT * INTO successor FROM mortgage WHERE previous_mortgage_id = id FOR SHARE;
  IF (held.status = 'renewed') IS DISTINCT FROM (successor.mortgage_id IS NOT NULL) THEN
    RAISE EXCEPTION 'mortgage % is % and its renewal is %', id, held.status, successor.mortgage_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'mortgage_renewed_truly';
  END IF;
  IF successor.origination_date <= held.origination_date THEN
    RAISE EXCEPTION 'mortgage % renews % and does not begin after it', successor.mortgage_id, id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'mortgage_chain_in_time';
  END IF;
  SELECT sum(share) INTO total FROM mortgage_ownership WHERE mortgage_id = id;
  IF total IS DISTINCT FROM 100 THEN
    RAISE EXCEPTION 'the shares of mortgage % add up to %', id, total
      USING ERRCODE = 'check_violation', CONSTRAINT = 'mortgage_ownership_whole';
  END IF;
END $$;
--> statement-breakpoint
CREATE FUNCTION hold_mortgages_true() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM hold_mortgage_true(OLD.mortgage_id); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM hold_mortgage_true(NEW.mortgage_id); END IF;
  IF TG_TABLE_NAME = 'mortgage' THEN
    IF TG_OP <> 'INSERT' THEN PERFORM hold_mortgage_true(OLD.previous_mortgage_id); END IF;
    IF TG_OP <> 'DELETE' THEN PERFORM hold_mortgage_true(NEW.previous_mortgage_id); END IF;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER true_mortgages AFTER INSERT OR UPDATE OR DELETE ON mortgage
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hold_mortgages_true();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER true_shares AFTER INSERT OR UPDATE OR DELETE ON mortgage_ownership
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hold_mortgages_true();
--> statement-breakpoint
-- No mortgage changes or goes without an entry of the log from that very transaction, which names the version that it has from
-- then on, or says that it was deleted (M11).
CREATE FUNCTION tell_mortgage_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF NOT EXISTS (SELECT FROM mortgage_audit a WHERE a.mortgage_id = OLD.mortgage_id AND a.action = 'deleted'
      AND a.xmin = pg_current_xact_id()::xid) THEN
      RAISE EXCEPTION 'mortgage % goes without an entry of the audit log', OLD.mortgage_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'mortgage_told';
    END IF;
  ELSIF NEW.version <> (CASE TG_OP WHEN 'INSERT' THEN 1 ELSE OLD.version + 1 END)
    OR NOT EXISTS (SELECT FROM mortgage_audit a WHERE a.mortgage_id = NEW.mortgage_id AND a.version = NEW.version
      AND a.action IN ('created', 'updated', 'renewed', 'reinstated') AND a.xmin = pg_current_xact_id()::xid) THEN
    RAISE EXCEPTION 'mortgage % changes without an entry of the audit log', NEW.mortgage_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'mortgage_told';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER told_mortgages AFTER INSERT OR UPDATE OR DELETE ON mortgage
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tell_mortgage_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON mortgage_audit EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER permanent BEFORE TRUNCATE ON mortgage EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Everything that changes writes its entry in the same transaction, so that the log tells whoever looks (P7.8).
CREATE TRIGGER tell_inserted AFTER INSERT ON mortgage_audit REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('mortgages', 'mortgage_id');
--> statement-breakpoint
-- A whole file stays as it is. It may go when nothing refers to it, which the keys of its documents see to: the papers of a
-- mortgage go with it (M9), those of a funding file never do.
DROP TRIGGER whole ON stored_file;
--> statement-breakpoint
CREATE TRIGGER whole BEFORE UPDATE ON stored_file FOR EACH ROW WHEN (OLD.completed_at IS NOT NULL)
  EXECUTE FUNCTION refuse_whole_file();
--> statement-breakpoint
-- A row that names none of what viewers look at may be about any of it.
CREATE OR REPLACE FUNCTION tell_viewers() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE ids bigint[];
BEGIN
  EXECUTE format('SELECT array_agg(id ORDER BY id) FROM (SELECT DISTINCT %I AS id FROM touched LIMIT 201) AS few', TG_ARGV[1])
    INTO ids;
  IF ids IS NOT NULL THEN
    PERFORM pg_notify('pssaas_live', json_build_object('topic', TG_ARGV[0], 'ids',
      CASE WHEN cardinality(ids) <= 200 AND array_position(ids, NULL) IS NULL THEN to_json(ids) END)::text);
  END IF;
  RETURN NULL;
END $$;
