"""Whether two descriptions speak of one person: levels of agreement by field, and what each weighs in bits.

Pure. Fellegi and Sunter 1969, with term frequency from the published table of `services/names`.
"""
