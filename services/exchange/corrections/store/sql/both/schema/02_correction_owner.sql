-- An owner's queue.
CREATE INDEX IF NOT EXISTS correction_owner ON correction (owner, number)
