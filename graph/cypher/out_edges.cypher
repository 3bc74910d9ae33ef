// purpose: every edge that leaves some nodes of a kind, to compare the graph with what it is made from
// parameters: ids at most 5000 ids of nodes
// columns: kind, start, end, properties
// bound: the edges that leave 5000 nodes
// for: node
UNWIND $ids AS id
MATCH (a:NODE_LABEL {id: id})-[e]->(b)
RETURN type(e) AS kind, a.id AS start, b.id AS end, properties(e) AS properties
ORDER BY kind, start, end, properties.id
