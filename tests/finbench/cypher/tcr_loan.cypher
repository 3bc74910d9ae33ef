// purpose: FinBench complex reads: what a loan is, where one of its payments may be seen
// parameters: id the loan; shown classes that the caller may see
// columns: note
// bound: one row
MATCH (l:Loan {id: $id})
MATCH (l)-[e:PAID_OUT]->(a:Account)
WHERE SEEN(e)
RETURN l.note AS note
LIMIT 1
