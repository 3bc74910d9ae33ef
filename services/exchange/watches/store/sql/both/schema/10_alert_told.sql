-- The oldest.
CREATE INDEX IF NOT EXISTS alert_told ON alert (told_ms)
