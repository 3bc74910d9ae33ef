// purpose: calls of phones between two times that the caller may see: a hop of a chain of contacts
// parameters: steps list of id, after and before (at_ms strictly between);
//    shown classes of edges followed; kinds edge kinds followed; as_of epoch ms; most rows
// columns: kind, edge, start_id, end_id, klass, at_ms, until_ms, known_ms, amount_minor, currency, duration_s,
//    owner, source, grade, handling, authority, note
// bound: most rows
UNWIND $steps AS step
MATCH (n:Phone {id: step.id})-[e:CALLED]-(:Phone)
WHERE SEEN(e) AND e.at_ms > step.after AND e.at_ms < step.before
  AND type(e) IN $kinds AND e.known_ms <= $as_of
RETURN type(e) AS kind, e.id AS edge, startNode(e).id AS start_id, endNode(e).id AS end_id, e.klass AS klass,
  e.at_ms AS at_ms, e.until_ms AS until_ms, e.known_ms AS known_ms, e.amount_minor AS amount_minor,
  e.currency AS currency, e.duration_s AS duration_s, e.owner AS owner, e.source AS source, e.grade AS grade,
  e.handling AS handling, e.authority AS authority, e.note AS note
ORDER BY at_ms, edge LIMIT $most
