-- Those of one officer and case.
CREATE INDEX IF NOT EXISTS watch_feed ON watch (feed, open, until_ms)
