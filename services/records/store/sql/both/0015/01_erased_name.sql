-- Records of which nothing is taken ever again, since an order erased them or came before they did.
-- name: keyed digest of the record's name, so that nobody learns from here which records there were.
CREATE TABLE erased_name (
    name TEXT PRIMARY KEY
)
