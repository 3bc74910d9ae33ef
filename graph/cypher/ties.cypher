// purpose: one step from nodes over the edges that the caller may see, rows between the same two under one word as one: the
//    latest of them, with their number, the time of the first and the sum
// parameters: ids of nodes; shown classes of edges followed; kinds edge kinds followed; since epoch ms, first of the window;
//    till epoch ms, end of the window; as_of epoch ms; single edge kinds whose rows stand each alone; most rows
// columns: kind, edge, start_id, end_id, klass, at_ms, until_ms, known_ms, amount_minor, currency, duration_s,
//    owner, source, grade, handling, authority, note, rows, first_ms, sum_minor
// bound: most rows
// for: node
UNWIND $ids AS id
MATCH (n:NODE_LABEL {id: id})-[e]-(m)
WHERE SEEN(e) AND type(e) IN $kinds AND e.known_ms <= $as_of
  AND ((e.at_ms = 0 AND e.until_ms = 0) OR (e.at_ms < $till AND (e.at_ms >= $since OR e.until_ms >= $since)))
WITH id, e, CASE WHEN type(e) IN $single THEN e.id ELSE '' END AS alone,
  CASE WHEN e.until_ms > e.at_ms THEN e.until_ms ELSE e.at_ms END AS last_ms
ORDER BY last_ms DESC, e.id
WITH id, type(e) AS kind, startNode(e).id AS start_id, endNode(e).id AS end_id, e.klass AS klass, e.currency AS currency,
  e.owner AS owner, e.grade AS grade, e.handling AS handling, e.authority AS authority, alone,
  head(collect(e)) AS one, count(e) AS rows, min(CASE WHEN e.at_ms > 0 THEN e.at_ms END) AS first_ms,
  sum(e.amount_minor) AS sum_minor
RETURN kind, one.id AS edge, start_id, end_id, klass, one.at_ms AS at_ms, one.until_ms AS until_ms,
  one.known_ms AS known_ms, one.amount_minor AS amount_minor, currency, one.duration_s AS duration_s, owner,
  one.source AS source, grade, handling, authority, one.note AS note, rows, first_ms, sum_minor
ORDER BY at_ms DESC, edge LIMIT $most
