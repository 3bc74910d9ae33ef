-- Decisions in the order in which they were made and withdrawn: what the projection follows.
CREATE TABLE IF NOT EXISTS decision_change (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    decision TEXT NOT NULL REFERENCES decision (id)
) STRICT
