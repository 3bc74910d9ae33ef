-- Those that may be forgotten.
CREATE INDEX IF NOT EXISTS used_by_expiry ON used (expires_ms)
