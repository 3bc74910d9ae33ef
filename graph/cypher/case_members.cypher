// purpose: who is a party to some cases
// parameters: ids of cases
// columns: case_id, subject, klass, role, note, source, known_ms
// bound: the parties of 5000 cases
UNWIND $ids AS id
MATCH (c:CaseFile {id: id})<-[p:PARTY_TO]-(s:Subject)
RETURN c.id AS case_id, s.id AS subject, s.klass AS klass, s.role AS role, s.note AS note, p.source AS source,
  p.known_ms AS known_ms
