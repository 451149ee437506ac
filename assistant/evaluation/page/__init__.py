"""The report as one page that needs nothing else: figures, plots, and each miss with how its answer came about."""
