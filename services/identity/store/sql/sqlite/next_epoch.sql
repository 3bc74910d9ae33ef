-- All cursors of before are of no use. ?1 epoch ms: a count alone would give a number twice where one backup is put back
-- twice.
update epoch set number = max(number + 1, ?1)
