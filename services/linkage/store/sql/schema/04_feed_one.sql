-- Edges of a person.
CREATE INDEX feed_one ON feed_row (one) WHERE one != ''
