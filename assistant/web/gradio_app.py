"""Gradio's own chat at `/gradio`, for those who know it: the same answers, with its queue, its streaming and its clients.

The one file that knows Gradio.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported; without it the server calls out

import gradio as gr
from fastapi import FastAPI

from assistant.sites import SiteWords
from assistant.web.replies import Reply
from assistant.web.texts import texts
from assistant.web.turns import Turn, Turns

PATH = "/gradio"
CONCURRENCY = 16
"""Questions answered at the same time; Gradio's own default is one."""
WAITING = 64
"""Questions that may wait for their turn; one more is told to come back."""
_FONTS = ("system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")


def build_chat(turns: Turns, words: SiteWords) -> gr.Blocks:
    """The page; `mount_gradio` puts it on the web server."""

    def ask(message: str, history: list[object], conversation_id: str | None) -> Iterator[tuple[str, str | None]]:
        text, kept = "", conversation_id if history else None
        for state in turns.ask(Turn(turn="gradio", question=message, conversation_id=kept)):
            if state.state == "text":
                text += state.text or ""
                yield text, kept
            elif state.state == "failed":
                yield state.message or texts()("failed_internal"), kept
            elif state.reply is not None:
                yield with_sources(state.reply), state.reply.answer.conversation_id

    conversation = gr.State(None)
    page: gr.Blocks = gr.ChatInterface(
        ask,
        title=words.title.zh,
        description=words.welcome.zh,
        chatbot=gr.Chatbot(buttons=["copy"], sanitize_html=True, show_label=False, height="65vh"),
        textbox=gr.Textbox(placeholder=texts()("input_placeholder"), submit_btn=True, stop_btn=True, max_lines=8, show_label=False),
        additional_inputs=[conversation],
        additional_inputs_accordion=gr.Accordion(visible=False),
        additional_outputs=[conversation],
        examples=[[example.zh] for example in words.examples],
        examples_label=texts()("examples"),
        cache_examples=False,
        api_name="ask",
        analytics_enabled=False,
    )
    for event in page.fns.values():
        event.queue = True  # what does not go by the queue would need another address to be open
    page.queue(default_concurrency_limit=CONCURRENCY, max_size=WAITING, api_open=False)
    return page


def with_sources(reply: Reply) -> str:
    """The answer in Markdown with what its marks stand on beneath."""
    lines = [f"{each.mark}. {each.document}（{each.number}）{each.label}：{'；'.join(each.words) or each.quote}" for each in reply.citations]
    return "\n\n".join([reply.answer.answer.strip(), *([f"**{texts()('panel')}**", "\n".join(lines)] if lines else []), texts()("hint")])


def mount_gradio(app: FastAPI, turns: Turns, words: SiteWords, root_path: str = "") -> None:
    """Put the page at `/gradio`.

    Args:
        root_path: where a proxy that strips its prefix shows the whole service, such as `/zjtx`.
    """
    gr.mount_gradio_app(
        app,
        build_chat(turns, words),
        path=PATH,
        root_path=f"{root_path}{PATH}" if root_path else None,
        footer_links=[],
        run_history=False,
        show_error=False,
        theme=gr.themes.Base(font=list(_FONTS), font_mono=["ui-monospace", "monospace"]),
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
    )
