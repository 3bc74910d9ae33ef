// purpose: every node of a kind, page by page, to compare the graph with what it is made from
// parameters: after id of the last node seen, empty at first; rows how many
// columns: id, properties
// bound: rows
// for: node
MATCH (n:NODE_LABEL)
WHERE n.id > $after
RETURN n.id AS id, properties(n) AS properties
ORDER BY id
LIMIT $rows
