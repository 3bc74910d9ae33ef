-- Decisions about a Subject, named second.
CREATE INDEX IF NOT EXISTS decision_other ON decision (other)
