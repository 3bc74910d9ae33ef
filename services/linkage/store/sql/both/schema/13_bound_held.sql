-- What is held back at a time.
CREATE INDEX IF NOT EXISTS bound_held ON bound_class (held_until_ms) WHERE held_until_ms > 0
