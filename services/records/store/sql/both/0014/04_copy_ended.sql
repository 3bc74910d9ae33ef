-- Records that were held as copies and are no more: what they said is erased, and they may be given again.
CREATE TABLE copy_ended (
    record INTEGER PRIMARY KEY
)
