-- Pages of a receiver by the number at which they end.
CREATE INDEX IF NOT EXISTS issued_of ON issued (receiver, feed, sequence)
