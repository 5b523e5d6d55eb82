-- What is recorded of a file is permanent; a file itself may change, but not go away.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON funding_policy EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON funding_credit_report EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON funding_run EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER permanent BEFORE DELETE OR TRUNCATE ON funding_file EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A report or a run comes only together with a change of its file, so the file alone tells (P7.8).
CREATE TRIGGER tell_inserted AFTER INSERT ON funding_file REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('files', 'file_id');
--> statement-breakpoint
CREATE TRIGGER tell_updated AFTER UPDATE ON funding_file REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('files', 'file_id');
--> statement-breakpoint
-- Room on the page for the file's next state.
ALTER TABLE funding_file SET (fillfactor = 85);
--> statement-breakpoint
-- The policy that every tenant begins with, present ones and new ones alike. Written here and not read from the code: what
-- version 1 said when a file was judged by it must not change because a default did.
INSERT INTO funding_policy (version, document, created_at, created_by) VALUES (1, '{
  "cards": {"bankruptcyMonths": 48, "minimumScore": 600, "severe60DayMonths": 12, "severe90DayMonths": 24, "minimumTradelines": 3, "minimumOldestMonths": 24, "derogatoriesToDecline": 3, "lates30ToDecline": 5, "lates60ToDecline": 2, "minimumIncome": "25000.00", "newAccountMonths": 12, "mostNewAccounts": 4, "clearScore": 640, "inquiryMonths": 6, "inquiriesToReview": 12, "reportDays": 60, "newAccountsToSeason": 3, "seasonedMonths": 6, "utilizationInAll": 30, "utilizationPerCard": 50, "paydownTarget": 30, "inquiriesToRemove": 3},
  "termLoan": {"minimumScore": 640, "minimumIncome": "30000.00", "unsecuredDebtPercent": 60, "inquiryMonths": 6, "inquiriesToDecline": 6, "inquiriesToRemove": 3},
  "established": {"mca": {"minimumScore": 550, "minimumMonthlyRevenue": "15000.00", "minimumMonthsInBusiness": 6}, "sba": {"minimumScore": 650, "minimumMonthlyRevenue": "20000.00", "minimumMonthsInBusiness": 24}},
  "parking": {"pendingSeasoningMonths": 6, "thinFileMonths": 6, "recentActivityMonths": 13, "recentActivityFloorDays": 30}
}', now(), 'system/provisioning');
--> statement-breakpoint
CREATE TRIGGER tell_inserted AFTER INSERT ON funding_policy REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_viewers('policy', 'version');
