-- Decisions about a Subject.
CREATE INDEX IF NOT EXISTS decision_one ON decision (one, other)
