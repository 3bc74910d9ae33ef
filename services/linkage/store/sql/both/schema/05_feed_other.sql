-- Edges of a person at the other end.
CREATE INDEX IF NOT EXISTS feed_other ON feed_row (other) WHERE other != ''
