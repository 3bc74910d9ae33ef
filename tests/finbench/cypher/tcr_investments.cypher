// purpose: FinBench complex reads: companies that persons invested in within a window
// parameters: ids persons; shown classes that the caller may see; from_ms after this; to_ms before this
// columns: near, far, at_ms, amount_minor, note
// bound: the edges of this one kind at the persons given, at most 1,000 of them
UNWIND $ids AS id
MATCH (a:Subject {id: id})
MATCH (a)-[e:INVESTED_IN]->(b:Organisation)
WHERE SEEN(e) AND e.at_ms > $from_ms AND e.at_ms < $to_ms
RETURN a.id AS near, b.id AS far, e.at_ms AS at_ms, e.amount_minor AS amount_minor, '' AS note
