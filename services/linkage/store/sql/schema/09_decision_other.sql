-- Decisions about a Subject, named second.
CREATE INDEX decision_other ON decision (other)
