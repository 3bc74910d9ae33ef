-- ?1 peer -> epoch, sequence
SELECT epoch, sequence FROM taken_to WHERE peer = ?1
