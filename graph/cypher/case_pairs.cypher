// purpose: who is drawn as arrested together in some cases
// parameters: ids of cases
// columns: case_id, id, start, finish, klass, source, known_ms
// bound: the CO_ARRESTED edges of 5000 cases
UNWIND $ids AS id
MATCH (c:CaseFile {id: id})<-[p:PARTY_TO]-(a:Subject)
MATCH (a)-[e:CO_ARRESTED]->(b:Subject)
WHERE e.note = id
RETURN DISTINCT id AS case_id, e.id AS id, a.id AS start, b.id AS finish, e.klass AS klass, e.source AS source,
  e.known_ms AS known_ms
