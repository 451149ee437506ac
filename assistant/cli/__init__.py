"""The command line `zjtx`: results to stdout, everything else to stderr; exit 0 done, 2 bad input, 3 no index."""

from assistant.cli.main import main

__all__ = ["main"]
