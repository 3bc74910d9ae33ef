-- A node gives these records no more. ?1 records (list), ?2 peer
DELETE FROM copy WHERE record IN (SELECT j.value FROM numbers(?1) AS j) AND peer = ?2
