// purpose: FinBench complex reads: loans that persons applied for, with what each loan is
// parameters: ids persons; shown classes that the caller may see
// columns: near, far, at_ms, amount_minor, note
// bound: the edges of this one kind at the persons given, at most 1,000 of them
UNWIND $ids AS id
MATCH (a:Subject {id: id})
MATCH (a)-[e:APPLIED_FOR]->(b:Loan)
WHERE SEEN(e)
RETURN a.id AS near, b.id AS far, e.at_ms AS at_ms, e.amount_minor AS amount_minor, b.note AS note
