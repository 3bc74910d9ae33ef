-- What was told of one record.
CREATE INDEX IF NOT EXISTS alert_record ON alert (record)
