-- What an officer was given.
CREATE INDEX IF NOT EXISTS issued_by_officer ON issued (officer, issued_ms)
