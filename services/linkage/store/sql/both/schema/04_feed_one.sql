-- Edges of a person.
CREATE INDEX IF NOT EXISTS feed_one ON feed_row (one) WHERE one != ''
