// purpose: forget how far every source has been written. For a rebuild
// parameters: none
// columns: gone
// bound: one node for each source
MATCH (p:Progress)
DELETE p
RETURN count(p) AS gone
