-- What an agency proposed in one case.
CREATE INDEX IF NOT EXISTS correction_asker ON correction (asker, number)
