"""`python -m bench.people PORT PEOPLE EVERY SECONDS MAILS`: people who use a server, by locust; prints what they met as JSON.

A process of its own: locust turns sockets into gevent's. Most ask alone, a third converse, some paste mails of 2,000
characters, one imports sheets.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import itertools  # noqa: E402
import json  # noqa: E402
import random  # noqa: E402
import sys  # noqa: E402
from collections import Counter  # noqa: E402
from typing import Any  # noqa: E402

import gevent  # noqa: E402
from locust import constant_pacing, task  # noqa: E402
from locust.contrib.fasthttp import FastHttpUser  # noqa: E402
from locust.env import Environment  # noqa: E402

from assistant.evaluation.cases import SETS_DIR  # noqa: E402
from bench.questions import asked  # noqa: E402

QUESTIONS = [request.model_dump(mode="json", exclude_none=True) for request in asked(200)]
TALK = ("我们是浙江的一家轴承企业，职工80人", "2021年营收9000万元，其中主营收入8500万元", "能报小巨人吗", "还差什么", "第四批什么时候上传材料", "有效期几年")
MAILS = [row["text"] for row in map(json.loads, (SETS_DIR / "dev" / "mails.jsonl").read_text(encoding="utf-8").splitlines())]
MAIL_CHARS = 2000
SHEET = "企业名称,从业人员,2021年营业收入（万元）,资产负债率（%）\n江南轴承有限公司,80,9000,52\n".encode()
_BUSY = 503
_NAMES = itertools.count()


class Person(FastHttpUser):
    """Somebody with the patience of a browser."""

    abstract = True
    connection_timeout = network_timeout = 30.0

    def ask(self, body: dict[str, Any], name: str) -> dict[str, Any] | None:
        """The answer, or None where the server is busy, which is counted apart and is no failure."""
        with self.client.post("/api/v1/ask", json=body, name=name, catch_response=True) as response:
            if response.status_code == _BUSY and "Retry-After" in response.headers:
                response.request_meta["name"] = "busy"
                response.success()
                return None
            answer = response.json() if response.status_code == 200 else None
            if not answer or answer.get("status") == "error":
                response.failure(f"{response.status_code} {response.text and response.text[:200]}")
                return None
            return dict(answer)


class Asker(Person):
    """Asks one question after another, each alone."""

    @task
    def question(self) -> None:
        self.ask(random.choice(QUESTIONS), "alone")


class Talker(Person):
    """Converses; once it is over begins anew.

    Attributes:
        answered: turns that were answered, by conversation, of all who converse.
    """

    answered: Counter[str] = Counter()

    def on_start(self) -> None:
        self.talk, self.turn = "new", random.randrange(len(TALK))

    @task
    def say(self) -> None:
        answer = self.ask({"question": TALK[self.turn], "as_of": "2022-06-20", "conversation_id": self.talk}, "talk")
        if answer is None:
            return
        self.answered[answer["conversation_id"]] += 1
        self.talk, self.turn = answer["conversation_id"], (self.turn + 1) % len(TALK)
        if self.turn == 0:
            self.talk = "new"


class Mailer(Person):
    """Pastes long mails."""

    @task
    def paste(self) -> None:
        self.ask({"question": "\n".join(random.sample(MAILS, 40))[:MAIL_CHARS], "as_of": "2026-05-01"}, "mail")


class Importer(Person):
    """Imports one sheet after another."""

    @task
    def sheet(self) -> None:
        self.client.post("/check/import?name=a.csv&year=2022", data=SHEET, name="sheet")


def main(port: int, people: int, every: float, seconds: float, mails: int) -> None:
    """Run, and print one JSON object."""
    plan: dict[type[Person], int] = {Mailer: min(mails, people), Importer: 1, Talker: people // 3}
    plan[Asker] = max(people - sum(plan.values()), 1)
    for kind, count in plan.items():
        kind.fixed_count, kind.wait_time = count, constant_pacing(every)  # type: ignore[method-assign]
    environment = Environment(user_classes=list(plan), host=f"http://127.0.0.1:{port}", stop_timeout=60)
    runner = environment.create_local_runner()
    total = sum(plan.values())
    runner.start(total, spawn_rate=max(total / every, 1))
    gevent.sleep(seconds)
    runner.quit()
    runner.greenlet.join(timeout=90)
    kinds = {entry.name: entry for entry in environment.stats.entries.values()}
    answered = [entry for name, entry in kinds.items() if name in ("alone", "talk")]
    times: dict[int, int] = {}
    for entry in answered:
        for milliseconds, count in entry.response_times.items():
            times[milliseconds] = times.get(milliseconds, 0) + count
    print(
        json.dumps(
            {
                "people": total,
                "seconds": seconds,
                "answered": sum(entry.num_requests - entry.num_failures for name, entry in kinds.items() if name != "busy"),
                "failed": environment.stats.total.num_failures,
                "busy": kinds["busy"].num_requests if "busy" in kinds else 0,
                "times": sorted(times.items()),
                "mail_p95": kinds["mail"].get_response_time_percentile(0.95) if "mail" in kinds else None,
                "sheet_p95": kinds["sheet"].get_response_time_percentile(0.95) if "sheet" in kinds else None,
                "talks": Talker.answered,
                "errors": sorted({str(error.error)[:300] for error in environment.stats.errors.values()}),
            },
            ensure_ascii=False,
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]), int(sys.argv[5]))
