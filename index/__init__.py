"""Finding clauses: by meaning, by words, and by both."""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # onnxruntime reports to its maker otherwise; read once, when it is first imported
