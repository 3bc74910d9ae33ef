-- What goes at a date.
CREATE INDEX IF NOT EXISTS feed_authority ON feed_row (authority, seq)
