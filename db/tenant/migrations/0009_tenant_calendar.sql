-- A change of how the tenant reckons days, in one piece: loans are held still, the identity is written, and the rollup is
-- counted anew by the new zone's days. The app's role may do this and no part of it.
CREATE FUNCTION change_tenant_calendar(new_time_zone text, new_holiday_calendar text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  LOCK TABLE pipeline_loan IN EXCLUSIVE MODE;
  UPDATE tenant_identity SET time_zone = new_time_zone, holiday_calendar = new_holiday_calendar;
  DELETE FROM pipeline_status_rollup;
  INSERT INTO pipeline_status_rollup (current_status, status_day, loan_count, volume)
  SELECT current_status, (status_date AT TIME ZONE new_time_zone)::date, count(*), sum(purchase_price)
  FROM pipeline_loan GROUP BY 1, 2;
  -- Every age may be another now (P7.8).
  PERFORM pg_notify('pssaas_live', '{"topic":"loans","ids":null}');
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION change_tenant_calendar(text, text) FROM PUBLIC;
