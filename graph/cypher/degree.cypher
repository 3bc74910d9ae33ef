// purpose: how many edges of nodes the caller may see, and how many nodes they lead to, within a window and as of a time
// parameters: ids of nodes; shown classes of edges followed; kinds edge kinds followed; since epoch ms, first of the window;
//    till epoch ms, end of the window; as_of epoch ms
// columns: id, edges, neighbours
// bound: one row an id
// for: node
UNWIND $ids AS id
MATCH (n:NODE_LABEL {id: id})-[e]-(m)
WHERE SEEN(e) AND type(e) IN $kinds AND e.known_ms <= $as_of
  AND ((e.at_ms = 0 AND e.until_ms = 0) OR (e.at_ms < $till AND (e.at_ms >= $since OR e.until_ms >= $since)))
RETURN id, count(e) AS edges, count(DISTINCT m) AS neighbours
