// purpose: how many edges of nodes there are by class, of classes whose existence alone may be told
// parameters: ids of nodes; shown classes counted; kinds edge kinds followed; since epoch ms, first of the window;
//    till epoch ms, end of the window; as_of epoch ms
// columns: id, klass, edges
// bound: one row an id and class
// for: node
UNWIND $ids AS id
MATCH (n:NODE_LABEL {id: id})-[e]-()
WHERE SEEN(e) AND type(e) IN $kinds AND e.known_ms <= $as_of
  AND ((e.at_ms = 0 AND e.until_ms = 0) OR (e.at_ms < $till AND (e.at_ms >= $since OR e.until_ms >= $since)))
RETURN id, e.klass AS klass, count(e) AS edges
