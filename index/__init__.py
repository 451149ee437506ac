"""Finding clauses: by meaning, by words, and by both."""
