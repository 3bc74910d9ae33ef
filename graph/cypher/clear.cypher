// purpose: delete some nodes of a kind with their edges; again until it answers 0. For a rebuild
// parameters: none
// columns: gone
// bound: 2000 nodes
// for: node
MATCH (n:NODE_LABEL)
WITH n LIMIT 2000
DETACH DELETE n
RETURN count(n) AS gone
