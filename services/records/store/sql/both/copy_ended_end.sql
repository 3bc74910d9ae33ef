-- These records are copies again. ?1 records (list)
DELETE FROM copy_ended WHERE record IN (SELECT j.value FROM numbers(?1) AS j)
