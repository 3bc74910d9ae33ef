"""Programs as processes of their own, forked from one that has loaded their code: a start costs no second of a core."""
