-- ?1 one, ?2 other, ?3 millibits, ?4 fields
INSERT INTO link_pair (one, other, millibits, fields)
VALUES (?1, ?2, ?3, ?4)
