-- Copies of a receiver that ended, by the number at which they did.
CREATE INDEX IF NOT EXISTS sent_ended ON sent (receiver, ended) WHERE ended > 0
