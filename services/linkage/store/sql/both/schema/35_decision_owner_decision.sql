-- For the owners of a decision, and for what is forgotten with it.
CREATE INDEX IF NOT EXISTS decision_owner_decision ON decision_owner (decision)
