-- A receiver's records by their number.
CREATE INDEX IF NOT EXISTS position_of ON position (receiver, number)
