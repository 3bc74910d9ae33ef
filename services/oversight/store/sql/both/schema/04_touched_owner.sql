-- Sessions that read records of an owner.
CREATE INDEX IF NOT EXISTS touched_owner ON touched (owner, session)
