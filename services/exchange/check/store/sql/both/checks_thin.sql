-- What nobody asks about any more. ?1 before, epoch ms
DELETE FROM post_check WHERE at_ms < ?1
