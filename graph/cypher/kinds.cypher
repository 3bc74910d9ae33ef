// purpose: how many edges of each kind nodes have that the caller may see, where there are more than are read
// parameters: ids of nodes; shown classes of edges followed; kinds edge kinds followed; since epoch ms, first of the window;
//    till epoch ms, end of the window; as_of epoch ms
// columns: id, kind, edges
// bound: one row an id and kind
// for: node
UNWIND $ids AS id
MATCH (n:NODE_LABEL {id: id})-[e]-()
WHERE SEEN(e) AND type(e) IN $kinds AND e.known_ms <= $as_of
  AND ((e.at_ms = 0 AND e.until_ms = 0) OR (e.at_ms < $till AND (e.at_ms >= $since OR e.until_ms >= $since)))
RETURN id, type(e) AS kind, count(e) AS edges
