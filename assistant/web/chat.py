"""The chat page: Gradio carries questions to the assistant and replies back, `static/chat/` draws them.

The one file that knows Gradio. The page is a single component; its event `ask` runs `Assistant.ask` in Gradio's
queue and streams what becomes of it; feedback and the trace of an answer are calls without a queue.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported; without it the server calls out

import gradio as gr
from fastapi import FastAPI

from assistant.web.static_files import STATIC, FreshFiles
from assistant.web.turns import Turns

CONCURRENCY = 16
"""Questions answered at the same time; Gradio's own default is one."""

_HEAD = """
<link rel="stylesheet" href="ui/base.css">
<link rel="stylesheet" href="ui/chat.css">
<link rel="modulepreload" href="ui/chat/main.js">
<script src="ui/appearance.js"></script>
"""

_ON_LOAD = """
import(new URL('ui/chat/main.js', document.baseURI)).then(({ start }) => start({
  element,
  config: props.config,
  ask: (turn) => trigger('ask', turn),
  onReply: (show) => watch('value', () => show(props.value)),
  server,
}));
"""

_FONTS = ("system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")


def build_chat(turns: Turns) -> gr.Blocks:
    """The Gradio app; `mount_chat` puts it on the web server."""

    def ask(event: gr.EventData) -> Iterator[dict[str, Any]]:
        yield from turns.ask(event._data)

    def feedback(data: object) -> bool:
        return turns.feedback(data)

    def remove(data: object) -> dict[str, Any] | None:
        return turns.remove(data)

    def trace(trace_id: object) -> list[str] | None:
        return turns.trace(trace_id)

    blocks: gr.Blocks
    with gr.Blocks(title=turns.title, analytics_enabled=False) as blocks:
        page = gr.HTML(
            html_template="",
            js_on_load=_ON_LOAD,
            config=turns.config(),
            apply_default_css=False,
            server_functions=[feedback, remove, trace],
            elem_id="zjtx",
        )
        page.ask(ask, outputs=page, show_progress="hidden", trigger_mode="multiple", api_visibility="private")
    blocks.queue(default_concurrency_limit=CONCURRENCY, api_open=False)
    return blocks


def mount_chat(app: FastAPI, turns: Turns, root_path: str = "") -> FastAPI:
    """Put the chat page at `/` and its files at `/ui`. Call it last: routes declared before it stay reachable.

    Args:
        root_path: where a proxy that strips its prefix shows the whole service, such as `/zjtx`.
    """
    app.mount("/ui", FreshFiles(directory=STATIC), name="ui")
    theme = gr.themes.Base(font=list(_FONTS), font_mono=["ui-monospace", "monospace"])
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        build_chat(turns),
        path="/",
        root_path=root_path or None,
        footer_links=[],
        run_history=False,
        show_error=False,
        theme=theme,
        head=_HEAD,
        favicon_path=str(STATIC / "icon.png"),
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
    )
    return mounted
