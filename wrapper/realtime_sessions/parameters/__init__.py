"""What the contract says of parameters, as data and as types; written by `make generate`."""
