-- ?1 page, ?2 leaf, ?3 record id, ?4 field, ?5 rule, ?6 sha256, ?7 recorded ms, ?8 body
INSERT INTO quarantine (page, leaf, record_id, field, rule, sha256, recorded_ms, body)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
