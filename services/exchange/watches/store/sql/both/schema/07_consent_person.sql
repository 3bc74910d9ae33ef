-- Those over one person.
CREATE INDEX IF NOT EXISTS consent_person ON consent (person, willing_ms)
