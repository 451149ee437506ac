"""The steps from a question to its answer, one a file."""
