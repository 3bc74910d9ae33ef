-- In whose list a referral may stand, of which cases it is, and what of it is told there: blind tokens of agencies and of cases.
CREATE TABLE IF NOT EXISTS referral_of (
    about  BLOB    NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (about, number)
) STRICT, WITHOUT ROWID
