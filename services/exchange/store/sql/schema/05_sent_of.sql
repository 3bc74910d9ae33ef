-- Who was given a record.
CREATE INDEX IF NOT EXISTS sent_of ON sent (record)
