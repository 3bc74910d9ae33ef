-- In whose list a referral may stand, and of which cases it is: blind tokens of agencies and of cases.
CREATE TABLE IF NOT EXISTS referral_of (
    about  BLOB    NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (about, number)
) STRICT, WITHOUT ROWID
