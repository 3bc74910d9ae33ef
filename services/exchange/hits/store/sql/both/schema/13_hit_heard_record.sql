-- Those of one record.
CREATE INDEX IF NOT EXISTS hit_heard_record ON hit_heard (record)
