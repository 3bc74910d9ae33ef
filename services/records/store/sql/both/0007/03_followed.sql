-- What an agency reads under a token goes to oversight until then (app/turned.py). No record is named: what is expunged
-- leaves nothing here that says so.
CREATE TABLE followed (
    agency   TEXT    NOT NULL,
    token    TEXT    NOT NULL,
    until_ms INTEGER NOT NULL,
    PRIMARY KEY (agency, token)
) WITHOUT ROWID
