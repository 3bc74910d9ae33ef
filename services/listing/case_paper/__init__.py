"""The records of one case as a paper for its court and the defence (CrPC s. 265-C, K), made of proven answers."""
