"""The last look before an answer leaves: every quote verbatim, every number with a ground in its own block."""
