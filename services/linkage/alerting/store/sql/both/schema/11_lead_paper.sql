-- About which documents an offered lead is: blind tokens.
CREATE TABLE IF NOT EXISTS lead_paper (
    paper BLOB NOT NULL,
    alert TEXT NOT NULL,
    PRIMARY KEY (paper, alert)
) STRICT, WITHOUT ROWID
