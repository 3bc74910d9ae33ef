"""How well names and persons are told apart, on data that nothing was fitted on: `make accuracy`."""
