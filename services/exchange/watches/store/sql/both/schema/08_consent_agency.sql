-- Those of one agency.
CREATE INDEX IF NOT EXISTS consent_agency ON consent (agency, until_ms, feed)
