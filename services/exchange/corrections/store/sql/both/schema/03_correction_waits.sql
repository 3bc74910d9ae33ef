-- What waits of an owner's queue.
CREATE INDEX IF NOT EXISTS correction_waits ON correction (owner, waits, number)
