// purpose: how many sources of edges at nodes there are by class, of classes that the caller does not see: counted for
//    the sealed part of the log, and for nothing that leaves
// parameters: ids of nodes; shown classes that the caller sees
// columns: klass, sources
// bound: one row a class
// for: node
UNWIND $ids AS id
MATCH (n:NODE_LABEL {id: id})-[e]-()
WHERE NOT SEEN(e)
RETURN e.klass AS klass, count(DISTINCT coalesce(e.source, e.id)) AS sources
ORDER BY klass
