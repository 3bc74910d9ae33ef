-- What a check of all that stands reads.
CREATE INDEX IF NOT EXISTS alert_stands ON alert (stands, number)
