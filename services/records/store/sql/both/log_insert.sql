-- ?1 seq, ?2 record, ?3 version, ?4 sha256, ?5 recorded ms, ?6 page, ?7 leaf, ?8 salt, ?9 path, ?10 body, ?11 voice
INSERT INTO log (seq, record, version, sha256, recorded_ms, page, leaf, salt, path, body, voice)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
