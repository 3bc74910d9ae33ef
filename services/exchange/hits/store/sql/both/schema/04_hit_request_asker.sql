-- What an agency asked in one case.
CREATE INDEX IF NOT EXISTS hit_request_asker ON hit_request (asker, number)
