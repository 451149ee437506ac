"""Labelled messages, and the training of the head that says of which field, year and role each number is."""
