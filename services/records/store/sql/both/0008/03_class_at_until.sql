-- Classes whose time is over.
CREATE INDEX class_at_until ON class_at (until_ms)
