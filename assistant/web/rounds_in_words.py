"""A round's row in words: a citation of `rounds/N` quotes lines of a YAML file, which pages show as sentences."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from assistant.web.texts import texts
from corpus.library import Library
from corpus.numbering import to_chinese
from corpus.terms import Provenance
from corpus.yamlfile import load_yaml

_LINE = re.compile(r"[- ] (?P<key>[a-z_]+):")
_SKIPPED = ("clauses",)


def in_words(quote: str, library: Library, lang: str = "zh") -> tuple[str, ...]:
    """The quoted lines of a row as short sentences, in their order.

    Args:
        quote: whole lines of `batches.yaml` as they stand.

    >>> from corpus.library import load_library
    >>> in_words("  enterprise_upload: [2022-06-21, 2022-06-28]", load_library())
    ('企业网上上传：2022年6月21日至2022年6月28日',)
    """
    sentences: list[str] = []
    for line in quote.split("\n"):
        match = _LINE.match(line)
        if match is None:
            sentences += [line.split("- ", 1)[1].strip()] if line.strip().startswith("- ") else []
        elif match["key"] != "notes" and match["key"] not in _SKIPPED:
            value = load_yaml(line[2:])[match["key"]]
            sentences.append(_sentence(match["key"], value, library, lang))
    return tuple(sentences)


def tell_rows(library: Library, lang: str = "zh") -> Callable[[str], str]:
    """Puts quoted lines of the rounds' table into one line of words."""
    join = texts()("list_semicolon", lang)
    return lambda quote: join.join(in_words(quote, library, lang))


def _sentence(key: str, value: Any, library: Library, lang: str) -> str:
    words = texts()
    template = f"row_{key}"
    if isinstance(value, list) and len(value) == 2 and key in ("enterprise_upload", "province_recommend"):
        return words(template, lang, **{"from": _day(value[0], lang), "to": _day(value[1], lang)})
    if key in ("standard", "review_standard"):
        return words(template, lang, value=library.document(value).meta.title)
    if key == "excluded":
        names = [words(f"excluded_{name}", lang) for name in value]
        return words(template, lang, value=words("list_comma", lang).join(names))
    if key == "source":
        state = Provenance.weakest((Provenance(value), Provenance.RESTATED))  # a row is never the original itself
        return words(template, lang, value=words(f"provenance_{state}", lang))
    if key in ("batch", "review_of"):
        batches = value if isinstance(value, list) else [value]
        numbers = [to_chinese(number) if lang == "zh" else str(number) for number in batches]
        return words(template, lang, value=words("list_comma", lang).join(numbers))
    return words(template, lang, value=_day(str(value), lang))


def _day(value: str, lang: str) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return texts()("date", lang, year=day.year, month=day.month, day=day.day)
