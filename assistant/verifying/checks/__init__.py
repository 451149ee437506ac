"""The checks, one a file: each takes a claim and yields what speaks against it."""
