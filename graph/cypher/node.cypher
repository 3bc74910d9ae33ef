// purpose: nodes by id whose own class the caller may see; whether a node of class 0 is seen, its edges say
// parameters: ids of nodes; shown classes disclosed
// columns: id, klass, label, label_ur, owner, source, role, grade, handling, target
// bound: one row an id
// for: node
UNWIND $ids AS id
MATCH (n:NODE_LABEL {id: id}) WHERE SEEN(n)
RETURN n.id AS id, n.klass AS klass, n.label AS label, n.label_ur AS label_ur, n.owner AS owner, n.source AS source,
  n.role AS role, n.grade AS grade, n.handling AS handling, n.target AS target
