"""Numbers, amounts and times in Chinese text, by grammar."""
