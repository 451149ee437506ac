"""A JSON value as its leaves, to compare what is told with what is expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def leaves(data: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every value with its path; numbers as numbers."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from leaves(value, f"{path}.{key}")
    elif isinstance(data, list):
        for value in data:
            yield from leaves(value, path)
    else:
        yield path, float(data) if isinstance(data, int | float) and not isinstance(data, bool) else data
