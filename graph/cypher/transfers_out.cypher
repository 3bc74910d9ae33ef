// purpose: transfers leaving accounts within a time and a band of amounts that the caller may see: a hop of a money trail, largest first
// parameters: steps list of id, after and before (its span reaches past the one and begins before the other),
//    least and most (amount_minor within);
//    shown classes of edges followed; kinds edge kinds followed; as_of epoch ms; most rows
// columns: kind, edge, start_id, end_id, klass, at_ms, until_ms, known_ms, amount_minor, currency, duration_s,
//    owner, source, grade, handling, authority, note
// bound: most rows
UNWIND $steps AS step
MATCH (n:Account {id: step.id})-[e:TRANSFERRED|WITHDREW]->(:Account)
WHERE SEEN(e) AND e.at_ms > 0 AND (e.at_ms > step.after OR e.until_ms > step.after)
  AND e.at_ms < step.before
  AND e.amount_minor >= step.least AND e.amount_minor <= step.most AND type(e) IN $kinds AND e.known_ms <= $as_of
RETURN type(e) AS kind, e.id AS edge, startNode(e).id AS start_id, endNode(e).id AS end_id, e.klass AS klass,
  e.at_ms AS at_ms, e.until_ms AS until_ms, e.known_ms AS known_ms, e.amount_minor AS amount_minor,
  e.currency AS currency, e.duration_s AS duration_s, e.owner AS owner, e.source AS source, e.grade AS grade,
  e.handling AS handling, e.authority AS authority, e.note AS note
ORDER BY amount_minor DESC, edge LIMIT $most
