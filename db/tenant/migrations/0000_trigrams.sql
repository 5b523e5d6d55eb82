-- Free-text search is served by trigrams; the extension has to be there before the index on pipeline_loan_search.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
