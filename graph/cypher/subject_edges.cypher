// purpose: every edge at some Subjects: what a projection takes away when they change
// parameters: ids of Subjects
// columns: subject, type, id, start, finish
// bound: the edges of 5000 Subjects
UNWIND $ids AS id
MATCH (s:Subject {id: id})-[e]-(o)
RETURN s.id AS subject, type(e) AS type, e.id AS id, startNode(e).id AS start, endNode(e).id AS finish
