-- Pairs of Subjects that the last whole run proposes to reviewers; `fields`: JSON, each field's level and bits.
CREATE TABLE IF NOT EXISTS link_review (
    one         TEXT    NOT NULL,
    other       TEXT    NOT NULL,
    millibits   INTEGER NOT NULL,
    fields      TEXT    NOT NULL,
    model       TEXT    NOT NULL,
    proposed_ms INTEGER NOT NULL,
    PRIMARY KEY (one, other)
) STRICT
