-- What is released to an agency.
CREATE INDEX IF NOT EXISTS hit_granted_receiver ON hit_granted (receiver, until_ms)
