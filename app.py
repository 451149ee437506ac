"""`python app.py` serves the pages and the interface, the same as `zjtx serve`."""

from __future__ import annotations

import sys

from assistant.cli import main

if __name__ == "__main__":
    sys.argv.insert(1, "serve")
    main()
