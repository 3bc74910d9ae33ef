-- The numbers of a person.
CREATE INDEX IF NOT EXISTS number_person ON number (person, token) WHERE person IS NOT NULL
