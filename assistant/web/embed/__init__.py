"""The chat in anybody's site: who may ask in whose name, the script, and the page for an iframe.

In: the sites' settings and the requests' headers. Out: `Hosts`, which admits requests, `Cors`, and the routes.
"""
