-- What oversight is told of.
CREATE INDEX IF NOT EXISTS hit_request_oversight ON hit_request (oversight_ms)
