"""Every quoted span is verbatim in a cited clause."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant import bounded
from assistant.verifying.claim import Claim
from assistant.verifying.verdict import Objection, Reason

_QUOTED: Final = bounded.compile(r"“((?:[^“”]|“[^“”]*”)+)”|「((?:[^「」]|「[^「」]*」)+)」|\"([^\"]+)\"")
_LOOSE: Final = bounded.compile(r"[\s“”‘’「」\"'…,，.。;；:：、]|\.\.\.")
_CUT: Final = bounded.compile(r"…+|\.{3,}")


def quotes(claim: Claim) -> Iterator[Objection]:
    """A span in quotation marks that differs by a word; the marks inside and at its ends may differ."""
    known = _LOOSE.sub("", claim.evidence.text)
    for match in _QUOTED.finditer(claim.text):
        quoted = match[1] or match[2] or match[3]
        if any(_LOOSE.sub("", piece) not in known for piece in _CUT.split(quoted)) and not _is_name(quoted, claim):
            yield Objection(Reason.QUOTE, "quote_not_verbatim", quoted)


def _is_name(words: str, claim: Claim) -> bool:
    """A name of the programme's own, quoted wherever it stands: “小巨人”, “专精特新”."""
    plain = _LOOSE.sub("", words)
    return len(plain) <= 12 and any(plain == _LOOSE.sub("", name) for name in ("小巨人", "专精特新", "专精特新小巨人", "以上", "以下", "超过", "创客中国"))
