// purpose: how far a source has been written
// parameters: source name of the source
// columns: position
// bound: one row, none for a source that never wrote
MATCH (p:Progress {id: $source})
RETURN p.position AS position
