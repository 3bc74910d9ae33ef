-- Those that have expired.
CREATE INDEX IF NOT EXISTS consent_until ON consent (until_ms)
