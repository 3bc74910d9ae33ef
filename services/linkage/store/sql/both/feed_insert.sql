-- ?1 seq, ?2 class, ?3 authority, ?4 kind, ?5 id, ?6 start, ?7 finish, ?8 one, ?9 other, ?10 at ms, ?11 until ms,
-- ?12 known ms, ?13 amount minor, ?14 currency, ?15 duration s, ?16 label, ?17 label ur, ?18 note
INSERT INTO feed_row (
    seq, class, authority, kind, id, start, finish, one, other, at_ms, until_ms, known_ms, amount_minor, currency,
    duration_s, label, label_ur, note
)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
