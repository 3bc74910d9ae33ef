-- The oldest.
CREATE INDEX IF NOT EXISTS hit_time_since ON hit_time (since_ms)
