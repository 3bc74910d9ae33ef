-- Agencies whose queue a decision comes to: owners of one of the two with a part in its case.
CREATE TABLE IF NOT EXISTS decision_owner (
    owner    TEXT NOT NULL,
    decision TEXT NOT NULL REFERENCES decision (id),
    PRIMARY KEY (owner, decision)
) STRICT
