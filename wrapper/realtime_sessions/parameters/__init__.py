"""What the contract says of parameters, as data and types: written by `make generate`."""
