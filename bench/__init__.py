"""What it costs: each figure beside a bare peer, measured in one run. `python -m bench` or `make bench`.

Seconds depend on the machine and on what else it does; the ratios are what counts.
"""
