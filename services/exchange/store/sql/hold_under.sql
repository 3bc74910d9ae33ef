-- A copy that another agreement goes on to allow. ?1 receiver, ?2 record, ?3 the one that is over, ?4 the other
UPDATE sent SET agreement = ?4 WHERE receiver = ?1 AND record = ?2 AND agreement = ?3
