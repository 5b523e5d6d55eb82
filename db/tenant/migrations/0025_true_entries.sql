-- Every fact of a mortgage by the path and in the form in which its history tells of it.
CREATE FUNCTION mortgage_facts(m mortgage) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_object('externalMortgageId', m.external_mortgage_id, 'borrowerId', m.borrower_id::text,
    'loanAmount', m.loan_amount::text, 'interestRate', m.interest_rate::text,
    'originationDate', to_char(m.origination_date, 'YYYY-MM-DD'), 'maturityDate', to_char(m.maturity_date, 'YYYY-MM-DD'),
    'status', m.status, 'property.street', m.street, 'property.city', m.city, 'property.state', m.state,
    'property.zip', m.zip, 'property.country', m.country, 'property.type', m.property_type,
    'property.latitude', m.latitude::text, 'property.longitude', m.longitude::text)
$$;
--> statement-breakpoint
-- What an entry has to tell of a change, in the order of its fields.
CREATE FUNCTION mortgage_changes(was jsonb, becomes jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('field', key, 'from', was -> key, 'to', value) ORDER BY key), '[]')
  FROM jsonb_each(becomes) WHERE value <> coalesce(was -> key, 'null')
$$;
--> statement-breakpoint
-- The entry without which no mortgage changes or goes (0021) says so truly. That of a change: by whom, what kind of change, and
-- field by field what it was and became. That of a deletion: which version went, with every fact of it at its path in
-- `details.mortgage`; by whom it says alone, since a row that goes does not tell (M11).
CREATE OR REPLACE FUNCTION tell_mortgage_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE told mortgage_audit; kind text; was jsonb = '{}';
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF NOT EXISTS (SELECT FROM mortgage_audit a WHERE a.mortgage_id = OLD.mortgage_id AND a.action = 'deleted'
      AND a.details -> 'mortgage' @> jsonb_build_object('mortgageId', OLD.mortgage_id, 'version', OLD.version)
      AND NOT EXISTS (SELECT FROM jsonb_each_text(mortgage_facts(OLD)) fact
        WHERE fact.value IS DISTINCT FROM a.details #>> ('{mortgage}' || string_to_array(fact.key, '.')))
      AND a.xmin = pg_current_xact_id()::xid) THEN
      RAISE EXCEPTION 'mortgage % goes without an entry of the audit log', OLD.mortgage_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'mortgage_told';
    END IF;
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' THEN was = mortgage_facts(OLD); END IF;
  kind = CASE WHEN TG_OP = 'INSERT' THEN 'created'
    WHEN (OLD.status = 'renewed') = (NEW.status = 'renewed') THEN 'updated'
    WHEN NEW.status = 'renewed' THEN 'renewed' ELSE 'reinstated' END;
  SELECT * INTO told FROM mortgage_audit a WHERE a.mortgage_id = NEW.mortgage_id AND a.version = NEW.version
    AND a.xmin = pg_current_xact_id()::xid;
  IF NEW.version <> (CASE TG_OP WHEN 'INSERT' THEN 1 ELSE OLD.version + 1 END)
    OR (told.action, told.actor) IS DISTINCT FROM (kind, NEW.updated_by)
    OR (SELECT coalesce(jsonb_agg(one ORDER BY one ->> 'field'), '[]') FROM jsonb_array_elements(told.changes) one)
      <> mortgage_changes(was, mortgage_facts(NEW)) THEN
    RAISE EXCEPTION 'mortgage % changes without an entry of the audit log that says so', NEW.mortgage_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'mortgage_told';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- A document refers to whole files only: what is on its way may go at any time. Looked at when the transaction ends, so that both
-- may come in either order (F6.2, M3).
CREATE FUNCTION refuse_file_on_its_way() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM stored_file WHERE store_key = NEW.store_key AND completed_at IS NULL) THEN
    RAISE EXCEPTION 'file % is not whole', NEW.store_key
      USING ERRCODE = 'check_violation', CONSTRAINT = 'document_of_whole_file';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER of_whole_file AFTER INSERT OR UPDATE ON mortgage_document
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_file_on_its_way();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER of_whole_file AFTER INSERT ON funding_document
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_file_on_its_way();
