-- ?1 class, ?2 authority, ?3 kind, ?4 id, ?5 start, ?6 finish, ?7 one, ?8 other, ?9 at ms, ?10 until ms, ?11 known ms,
-- ?12 amount minor, ?13 currency, ?14 duration s, ?15 label, ?16 label ur, ?17 note
INSERT INTO feed_row (
    class, authority, kind, id, start, finish, one, other, at_ms, until_ms, known_ms, amount_minor, currency,
    duration_s, label, label_ur, note
)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
ON CONFLICT DO NOTHING
