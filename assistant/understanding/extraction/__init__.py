"""Facts of one enterprise out of free Chinese text; `assistant.understanding.extract` is the way in."""
