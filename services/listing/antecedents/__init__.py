"""Previous convictions of a person as a paper for a court (CrPC s. 511, K), made out of one proven answer."""
