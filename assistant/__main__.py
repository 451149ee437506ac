"""`python -m assistant` is `zjtx`."""

from assistant.cli import main

main()
