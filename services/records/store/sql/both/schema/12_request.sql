-- Request ids by agency, bound to the body they came with and the page they wrote.
CREATE TABLE request (
    agency      TEXT    NOT NULL,
    request_id  TEXT    NOT NULL,
    body_sha256 BLOB    NOT NULL,
    page        INTEGER NOT NULL,
    PRIMARY KEY (agency, request_id)
) WITHOUT ROWID
