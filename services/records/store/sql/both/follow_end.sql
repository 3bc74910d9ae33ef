-- Reads that are followed no longer. ?1 now ms
DELETE FROM followed WHERE until_ms <= ?1
