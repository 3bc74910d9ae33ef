-- What oversight is told of.
CREATE INDEX IF NOT EXISTS correction_oversight ON correction (oversight_ms)
