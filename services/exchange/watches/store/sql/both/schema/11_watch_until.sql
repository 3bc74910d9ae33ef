-- Those that have expired for long.
CREATE INDEX IF NOT EXISTS watch_until ON watch (until_ms)
