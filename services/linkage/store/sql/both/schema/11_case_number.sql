-- Pairs of numbers that a case file ever gave, so that its edges are found once it gives them no more.
CREATE TABLE IF NOT EXISTS case_number (
    record TEXT NOT NULL,
    start  TEXT NOT NULL,
    finish TEXT NOT NULL,
    PRIMARY KEY (record, start, finish)
) STRICT, WITHOUT ROWID
