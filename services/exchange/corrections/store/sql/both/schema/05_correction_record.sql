-- What was proposed about one record, and waits.
CREATE INDEX IF NOT EXISTS correction_record ON correction (record, waits, number)
