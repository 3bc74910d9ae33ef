// purpose: nodes of a kind in order of their ids, whole: for a check
// parameters: after id; most rows
// columns: id, properties
// bound: $most nodes
// for: node
MATCH (n:NODE_LABEL)
WHERE n.id > $after
RETURN n.id AS id, properties(n) AS properties
ORDER BY id
LIMIT $most
