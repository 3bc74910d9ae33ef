-- ?1 one, ?2 other, ?3 millibits, ?4 fields, ?5 model, ?6 proposed ms
INSERT INTO link_review (one, other, millibits, fields, model, proposed_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
