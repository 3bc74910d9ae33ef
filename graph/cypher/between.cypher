// purpose: edges from some nodes to others that the caller may see, oldest first
// parameters: ids of nodes; others ids at the far end; shown classes of edges followed; kinds edge kinds followed; since epoch ms, first of the window;
//    till epoch ms, end of the window; as_of epoch ms; most rows
// columns: kind, edge, start_id, end_id, klass, at_ms, until_ms, known_ms, amount_minor, currency, duration_s,
//    owner, source, grade, handling, authority, note
// bound: most rows
// for: node
UNWIND $ids AS id
MATCH (n:NODE_LABEL {id: id})-[e]-(m)
WHERE SEEN(e) AND type(e) IN $kinds AND e.known_ms <= $as_of
  AND ((e.at_ms = 0 AND e.until_ms = 0) OR (e.at_ms < $till AND (e.at_ms >= $since OR e.until_ms >= $since)))
  AND m.id IN $others
RETURN type(e) AS kind, e.id AS edge, startNode(e).id AS start_id, endNode(e).id AS end_id, e.klass AS klass,
  e.at_ms AS at_ms, e.until_ms AS until_ms, e.known_ms AS known_ms, e.amount_minor AS amount_minor,
  e.currency AS currency, e.duration_s AS duration_s, e.owner AS owner, e.source AS source, e.grade AS grade,
  e.handling AS handling, e.authority AS authority, e.note AS note
ORDER BY at_ms, edge LIMIT $most
