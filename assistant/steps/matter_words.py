"""What is asked about, in the words of the trace."""

from __future__ import annotations

from assistant.topics.all_topics import topics
from assistant.topics.forms import Matter, MatterKind
from assistant.trace import note


def matter_words(matter: Matter) -> str:
    """资产负债率; 联系方式（文件以外）."""
    if matter.kind is MatterKind.TOPIC and matter.id is not None:
        return topics()[matter.id].name.zh
    return note(f"matter_{matter.id or matter.kind}")
