// purpose: Subjects that share a number with one, as the caller sees both
// parameters: id of the Subject; shown classes; rows how many
// columns: number, other, properties
// bound: rows
MATCH (s:Subject {id: $id})-[a:IDENTIFIED_BY|PHONE_REGISTERED_TO|PHONE_USED_BY|PHONE_FOUND_WITH|ACCOUNT_HELD_BY|ACCOUNT_USED_BY|DEVICE_USED_BY|VEHICLE_USED_BY]-(d)
WHERE SEEN(s) AND SEEN(a)
MATCH (d)-[b:IDENTIFIED_BY|PHONE_REGISTERED_TO|PHONE_USED_BY|PHONE_FOUND_WITH|ACCOUNT_HELD_BY|ACCOUNT_USED_BY|DEVICE_USED_BY|VEHICLE_USED_BY]-(o:Subject)
WHERE SEEN(b) AND o.id <> $id
RETURN DISTINCT d.id AS number, o.id AS other, properties(o) AS properties
ORDER BY number, other
LIMIT $rows
