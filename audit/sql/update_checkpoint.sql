UPDATE checkpoint SET note = ?2, quorum = ?3 WHERE size = ?1
