// purpose: FinBench complex reads: companies that accounts belong to
// parameters: ids accounts; shown classes that the caller may see
// columns: near, far, at_ms, amount_minor, note
// bound: the edges of this one kind at the accounts given, at most 1,000 of them
UNWIND $ids AS id
MATCH (a:Account {id: id})
MATCH (a)-[e:ACCOUNT_OF]->(b:Organisation)
WHERE SEEN(e)
RETURN a.id AS near, b.id AS far, e.at_ms AS at_ms, e.amount_minor AS amount_minor, '' AS note
