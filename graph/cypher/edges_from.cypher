// purpose: edges that leave some nodes of a kind, whole: for a check
// parameters: ids of nodes
// columns: type, start, finish, properties
// bound: the edges of 5000 nodes
// for: node
UNWIND $ids AS id
MATCH (n:NODE_LABEL {id: id})-[e]->(o)
RETURN type(e) AS type, n.id AS start, o.id AS finish, properties(e) AS properties
