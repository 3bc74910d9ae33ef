-- What was told about one person.
CREATE INDEX IF NOT EXISTS told_about ON told_of (about)
