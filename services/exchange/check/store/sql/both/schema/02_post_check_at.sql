-- What happened when.
CREATE INDEX IF NOT EXISTS post_check_at ON post_check (at_ms)
