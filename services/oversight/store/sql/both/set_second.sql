-- Who is a session's second person (empty: nobody yet), and whether the session waits for oversight's consent.
-- ?1 session, ?2 who, ?3 waits
INSERT INTO second_person (session, who, waits)
VALUES (?1, ?2, ?3)
ON CONFLICT (session) DO UPDATE SET who = excluded.who, waits = excluded.waits
