-- A new workflow version waits for every move under way and holds new ones back. LOCK TABLE wants a right on the whole
-- table, which the app's role shall not have, so the owner takes the lock in its place; it lasts for the transaction.
CREATE FUNCTION hold_loans_still() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  LOCK TABLE pipeline_loan IN EXCLUSIVE MODE;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION hold_loans_still() FROM PUBLIC;
