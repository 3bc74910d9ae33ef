-- Where each agency's feed stands: last page and the digest of its header.
CREATE TABLE feed_head (
    agency      TEXT    NOT NULL,
    feed        TEXT    NOT NULL,
    page_number INTEGER NOT NULL,
    sha256      BLOB    NOT NULL,
    PRIMARY KEY (agency, feed)
) WITHOUT ROWID
