-- Decisions about a Subject.
CREATE INDEX decision_one ON decision (one, other)
