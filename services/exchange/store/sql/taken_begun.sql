-- ?1 peer. -> a row where its feed was taken
SELECT 1 FROM taken_feed WHERE peer = ?1
