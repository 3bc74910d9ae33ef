-- All cursors of before are of no use.
update epoch set number = number + 1
