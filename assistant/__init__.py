"""Answers about 优质中小企业 recognition, each resting on a quoted clause or a computed rule."""
