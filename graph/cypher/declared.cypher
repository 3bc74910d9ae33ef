// purpose: numbers by their marks: those that an officer declared their own or their kin's
// parameters: marks at most 64 marks
// columns: id
// bound: the numbers of 64 marks
// for: node
UNWIND $marks AS mark
MATCH (n:NODE_LABEL {kin: mark})
RETURN n.id AS id
