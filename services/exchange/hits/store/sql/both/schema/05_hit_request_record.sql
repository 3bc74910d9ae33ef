-- What was asked about one record.
CREATE INDEX IF NOT EXISTS hit_request_record ON hit_request (record)
