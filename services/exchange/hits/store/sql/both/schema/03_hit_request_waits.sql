-- What waits of an owner's queue.
CREATE INDEX IF NOT EXISTS hit_request_waits ON hit_request (owner, waits, number)
