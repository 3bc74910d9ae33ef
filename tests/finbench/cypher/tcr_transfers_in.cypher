// purpose: FinBench complex reads: transfers that reach accounts within a window
// parameters: ids accounts; shown classes that the caller may see; from_ms after this; to_ms before this
// columns: near, far, at_ms, amount_minor, note
// bound: the edges of this one kind at the accounts given, at most 1,000 of them
UNWIND $ids AS id
MATCH (a:Account {id: id})
MATCH (a)<-[e:TRANSFERRED]-(b:Account)
WHERE SEEN(e) AND e.at_ms > $from_ms AND e.at_ms < $to_ms
RETURN a.id AS near, b.id AS far, e.at_ms AS at_ms, e.amount_minor AS amount_minor, '' AS note
