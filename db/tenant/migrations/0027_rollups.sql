-- Both rollups are counted anew below.
DELETE FROM "pipeline_status_rollup";--> statement-breakpoint
ALTER TABLE "pipeline_status_rollup" DROP CONSTRAINT "pipeline_status_rollup_current_status_status_day_pk";--> statement-breakpoint
ALTER TABLE "pipeline_status_rollup" ADD COLUMN "data_source" text NOT NULL;--> statement-breakpoint
ALTER TABLE "pipeline_status_rollup" ADD COLUMN "principal_id" text NOT NULL;--> statement-breakpoint
ALTER TABLE "pipeline_status_rollup" ADD CONSTRAINT "pipeline_status_rollup_key" PRIMARY KEY("current_status","status_day","data_source","principal_id");--> statement-breakpoint
CREATE TABLE "pipeline_buyer_rollup" (
	"current_status" text NOT NULL,
	"buyer_id" text NOT NULL,
	"loan_count" integer NOT NULL,
	CONSTRAINT "pipeline_buyer_rollup_current_status_buyer_id_pk" PRIMARY KEY("current_status","buyer_id")
);
--> statement-breakpoint
-- The former one put unknown amounts last, which no list asks of amounts that are always known, so none was read in its order.
DROP INDEX "pipeline_loan_status_buyer";--> statement-breakpoint
CREATE INDEX "pipeline_loan_status_buyer" ON "pipeline_loan" USING btree ("current_status","buyer_id","loan_amount","pipeline_loan_id");--> statement-breakpoint
DROP INDEX "pipeline_loan_expected_delivery";--> statement-breakpoint
CREATE INDEX "pipeline_loan_expected_delivery" ON "pipeline_loan" USING btree ("expected_delivery_date","pipeline_loan_id");--> statement-breakpoint
-- A text that one loan in two hundred contains is told from a rare one: the first is found along the ids, newest first.
ALTER TABLE "pipeline_loan_search" ALTER COLUMN "text" SET STATISTICS 500;--> statement-breakpoint
-- As before (0004), by source and principal too, and per buyer. Keys are upserted in order, the rollups one after the other,
-- so that two statements that touch the same keys wait for each other and never deadlock.
CREATE OR REPLACE FUNCTION rollup_loans() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE zone text := (SELECT time_zone FROM tenant_identity);
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO pipeline_status_rollup AS r (current_status, status_day, data_source, principal_id, loan_count, volume)
    SELECT current_status, (status_date AT TIME ZONE zone)::date AS status_day, data_source, principal_id, count(*),
      sum(purchase_price)
    FROM arrived GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (current_status, status_day, data_source, principal_id)
    DO UPDATE SET loan_count = r.loan_count + excluded.loan_count, volume = r.volume + excluded.volume;
    INSERT INTO pipeline_buyer_rollup AS r (current_status, buyer_id, loan_count)
    SELECT current_status, buyer_id, count(*) FROM arrived GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (current_status, buyer_id) DO UPDATE SET loan_count = r.loan_count + excluded.loan_count;
  ELSE
    INSERT INTO pipeline_status_rollup AS r (current_status, status_day, data_source, principal_id, loan_count, volume)
    SELECT current_status, status_day, data_source, principal_id, sum(n), sum(amount) FROM (
      SELECT current_status, (status_date AT TIME ZONE zone)::date AS status_day, data_source, principal_id, -1 AS n,
        -purchase_price AS amount
      FROM departed
      UNION ALL
      SELECT current_status, (status_date AT TIME ZONE zone)::date, data_source, principal_id, 1, purchase_price FROM arrived
    ) AS delta
    GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0 OR sum(amount) <> 0 ORDER BY 1, 2, 3, 4
    ON CONFLICT (current_status, status_day, data_source, principal_id)
    DO UPDATE SET loan_count = r.loan_count + excluded.loan_count, volume = r.volume + excluded.volume;
    INSERT INTO pipeline_buyer_rollup AS r (current_status, buyer_id, loan_count)
    SELECT current_status, buyer_id, sum(n) FROM (
      SELECT current_status, buyer_id, -1 AS n FROM departed UNION ALL SELECT current_status, buyer_id, 1 FROM arrived
    ) AS delta
    GROUP BY 1, 2 HAVING sum(n) <> 0 ORDER BY 1, 2
    ON CONFLICT (current_status, buyer_id) DO UPDATE SET loan_count = r.loan_count + excluded.loan_count;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Both rollups from the loans that there are, which nobody may change meanwhile.
CREATE FUNCTION count_rollups() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  LOCK TABLE pipeline_loan IN EXCLUSIVE MODE;
  DELETE FROM pipeline_status_rollup;
  INSERT INTO pipeline_status_rollup (current_status, status_day, data_source, principal_id, loan_count, volume)
  SELECT current_status, (status_date AT TIME ZONE (SELECT time_zone FROM tenant_identity))::date, data_source, principal_id,
    count(*), sum(purchase_price)
  FROM pipeline_loan GROUP BY 1, 2, 3, 4;
  DELETE FROM pipeline_buyer_rollup;
  INSERT INTO pipeline_buyer_rollup (current_status, buyer_id, loan_count)
  SELECT current_status, buyer_id, count(*) FROM pipeline_loan GROUP BY 1, 2;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION count_rollups() FROM PUBLIC;
--> statement-breakpoint
SELECT count_rollups();
--> statement-breakpoint
-- As before (0009): loans are held still, the identity is written, and the rollups are counted anew by the new zone's days.
CREATE OR REPLACE FUNCTION change_tenant_calendar(new_time_zone text, new_holiday_calendar text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  LOCK TABLE pipeline_loan IN EXCLUSIVE MODE;
  UPDATE tenant_identity SET time_zone = new_time_zone, holiday_calendar = new_holiday_calendar;
  PERFORM count_rollups();
  -- Every age may be another now (P7.8).
  PERFORM pg_notify('pssaas_live', '{"topic":"loans","ids":null}');
END $$;
