-- What was found of late.
CREATE INDEX IF NOT EXISTS found_child_time ON found_child (found_ms)
