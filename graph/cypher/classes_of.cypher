// purpose: classes of some Subjects, those that exist
// parameters: ids of Subjects
// columns: id, klass
// bound: 5000 Subjects
UNWIND $ids AS id
MATCH (s:Subject {id: id})
RETURN s.id AS id, s.klass AS klass
