"""Who belongs: the signed registry of agencies, keys and rights; how it is made, loaded and kept current."""
