// purpose: one Subject that the caller sees, with the numbers through which the caller sees it
// parameters: id of the Subject; shown classes
// columns: properties, numbers
// bound: one Subject and its numbers
MATCH (s:Subject {id: $id})
WHERE SEEN(s)
OPTIONAL MATCH (s)-[e:IDENTIFIED_BY|PHONE_REGISTERED_TO|PHONE_USED_BY|PHONE_FOUND_WITH|ACCOUNT_HELD_BY|ACCOUNT_USED_BY|DEVICE_USED_BY|VEHICLE_USED_BY]-(d)
WHERE SEEN(e)
RETURN properties(s) AS properties, collect(DISTINCT d.id) AS numbers
