-- What goes at a date.
CREATE INDEX feed_authority ON feed_row (authority, seq)
