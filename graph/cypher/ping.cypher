// purpose: whether the engine answers
// parameters: none
// columns: one
// bound: one row
RETURN 1 AS one
