"""What has to be done by when, and with which papers: from YAML, every row with its clause."""
