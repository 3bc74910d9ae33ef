-- Policy classes of nodes and edges: small numbers that a traversal checks. Never updated.
-- attributes: policy attributes in canonical JSON; authority: name of the feed's; bound: keys of cases or persons,
-- one a line. parts: of a joined class the numbers of its atomic classes, ascending; then all else is empty.
CREATE TABLE class (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    attributes TEXT NOT NULL,
    authority  TEXT NOT NULL,
    bound      TEXT NOT NULL,
    parts      TEXT NOT NULL,
    UNIQUE (attributes, authority, bound, parts)
) STRICT
