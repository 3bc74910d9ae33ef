-- Which joins a part with a binding is in; part: its number in the graph.
CREATE TABLE IF NOT EXISTS bound_part (
    part  INTEGER NOT NULL,
    bound INTEGER NOT NULL REFERENCES bound_class (id),
    PRIMARY KEY (part, bound)
) STRICT, WITHOUT ROWID
