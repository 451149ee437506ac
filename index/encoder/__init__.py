"""The bundled encoder: multilingual-e5-small with a smaller vocabulary, in eight bits (see `docs/model.md`).

The files beside this are written by `python -m tools.encoder`; nothing here needs torch.
"""
