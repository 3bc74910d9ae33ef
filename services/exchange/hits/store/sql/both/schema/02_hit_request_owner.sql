-- An owner's queue.
CREATE INDEX IF NOT EXISTS hit_request_owner ON hit_request (owner, number)
