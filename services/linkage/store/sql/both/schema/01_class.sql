-- Policy classes of nodes and edges: small numbers that a traversal checks. Never updated. As many as words allow: what
-- is of one case or person stands in bound_class. attributes: policy attributes in canonical JSON; authority: name of
-- the feed's. parts: of a joined class the numbers of its atomic classes, ascending; then all else is empty.
CREATE TABLE IF NOT EXISTS class (
    id         INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id < 16777216),
    attributes TEXT NOT NULL,
    authority  TEXT NOT NULL,
    parts      TEXT NOT NULL,
    UNIQUE (attributes, authority, parts)
) STRICT
