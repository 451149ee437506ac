"""The rule engine: standards as data, three-valued verdicts, each with its clause and its arithmetic."""
