-- Those of an agency that nobody has reviewed or closed.
CREATE INDEX IF NOT EXISTS session_agency ON session (agency, reviewed_by, closed_by)
