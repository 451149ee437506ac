"""Each part is taken away while people ask: what was answered is kept, what goes on goes on, and it comes back by itself.

The rows of the table in `docs/scale.md` name these tests.
"""

from __future__ import annotations

import shutil
import signal
import time
from collections.abc import Callable

import httpx
import psycopg

from index.files import GENERATIONS, current_folder, point
from tests.cluster.conftest import LIMIT
from tests.people import NOT_REACHED, People, using
from tools.cluster.cluster import Cluster, Machine

PEOPLE = 4
PAUSE = 0.4
ALONE = {"question": "小巨人的资产负债率要求多少", "as_of": "2022-06-20"}
LACKS = "vectors.npy"
_WAIT = 60.0


def _until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + _WAIT
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.1)


def _missing(machine: Machine) -> list[str]:
    told = httpx.get(f"http://127.0.0.1:{machine.port}/readyz", timeout=30)
    assert told.status_code == 200
    return [str(each["part"]) for each in told.json().get("missing", [])]


def _kept(cluster: Cluster) -> dict[str, int]:
    with psycopg.connect(cluster.postgres.url()) as connection:
        return dict(connection.execute("SELECT id, turns FROM conversations").fetchall())


def _nothing_is_lost(cluster: Cluster, people: People) -> None:
    """Every answered turn is kept; of one that failed it is not known."""
    kept = _kept(cluster)
    assert len(people.answered) >= PEOPLE
    for talk, turns in people.answered.items():
        assert turns <= kept[talk] <= turns + 1


def test_all_of_it_together(cluster: Cluster) -> None:
    with using(cluster.port, PEOPLE, PAUSE) as people:
        people.wait(3 * PEOPLE)
    assert not people.refused
    _nothing_is_lost(cluster, people)
    assert [_missing(machine) for machine in cluster.machines] == [[], []]
    assert httpx.get(f"{cluster.url}/metrics").status_code == httpx.get(f"{cluster.url}/api/v1/readyz").status_code == 404


def test_an_address_has_one_count_on_all_machines(cluster: Cluster) -> None:
    body = {"profile": {"employees": 80}, "as_of": "2022-06-20"}
    with httpx.Client(headers={"X-Forwarded-For": "203.0.113.7"}, timeout=60) as client:
        found = [client.post(f"{cluster.url}/api/v1/check", json=body).status_code for _ in range(LIMIT + 5)]
        direct = [client.post(f"http://127.0.0.1:{port}/api/v1/check", json=body).status_code for port in cluster.ports()]
    assert found == [200] * LIMIT + [429] * 5 and direct == [429, 429]


def test_an_answer_comes_piece_by_piece_through_nginx(cluster: Cluster) -> None:
    mail = "我们是浙江的一家轴承企业，职工80人，2021年营收9000万元，资产负债率52%。能报小巨人吗？" * 30
    turn = {"turn": "1", "question": mail[:1900], "as_of": "2022-06-20"}
    with httpx.Client(timeout=60) as client, client.stream("POST", f"{cluster.url}/chat/turn", json=turn) as answer:
        started, lines = time.monotonic(), answer.iter_lines()
        first = next(lines)
        after = time.monotonic() - started
        rest = list(lines)
        whole = time.monotonic() - started
    assert '"working"' in first and '"done"' in rest[-1]
    assert after < whole / 2


def test_a_machine_killed(cluster: Cluster) -> None:
    victim = cluster.machines[0]
    with using(cluster.port, PEOPLE, PAUSE) as people:
        people.wait(PEOPLE)
        victim.end(signal.SIGKILL)
        people.wait_anew(2 * PEOPLE)
        told = httpx.get(f"{cluster.url}/api/v1/documents", timeout=30)
        assert told.status_code == 200, "nginx goes on to the other"
        victim.start()
        people.wait_anew(2 * PEOPLE)
    assert set(people.refused) <= {502, NOT_REACHED} and people.refused.total() <= PEOPLE, "only what it was answering"
    _nothing_is_lost(cluster, people)


def test_machines_exchanged_one_after_the_other_fail_nobody(cluster: Cluster) -> None:
    with using(cluster.port, PEOPLE, PAUSE) as people:
        for machine in cluster.machines:
            people.wait_anew(PEOPLE)
            cluster.nginx.pass_to(cluster.ports(), down=[machine.port])
            time.sleep(1)  # nginx's former process has stopped listening by then
            machine.end(signal.SIGTERM)
            people.wait_anew(PEOPLE)
            machine.start()
            cluster.nginx.pass_to(cluster.ports())
        people.wait_anew(PEOPLE)
    assert not people.refused
    _nothing_is_lost(cluster, people)


def test_redis_gone_and_back(cluster: Cluster) -> None:
    with using(cluster.port, PEOPLE, PAUSE) as people:
        people.wait(PEOPLE)
        cluster.redis.stop()
        people.wait_anew(2 * PEOPLE)
        assert [_missing(machine) for machine in cluster.machines] == [["limits"], ["limits"]]
        cluster.redis.start()
        _until(lambda: not any(_missing(machine) for machine in cluster.machines))
        people.wait_anew(PEOPLE)
    assert not people.refused
    _nothing_is_lost(cluster, people)


def test_postgres_gone_and_back(cluster: Cluster) -> None:
    with using(cluster.port, PEOPLE, PAUSE) as people:
        people.wait(PEOPLE)
        cluster.postgres.stop()
        alone = httpx.post(f"{cluster.url}/api/v1/ask", json=ALONE, timeout=60)
        assert alone.json()["status"] == "answered"
        assert [_missing(machine) for machine in cluster.machines] == [["database"], ["database"]]
        talk = httpx.post(f"{cluster.url}/api/v1/ask", json={**ALONE, "conversation_id": "new"}, timeout=60)
        assert talk.status_code == 503 and "请稍后再试" in talk.json()["detail"]
        cluster.postgres.start()
        _until(lambda: not any(_missing(machine) for machine in cluster.machines))
        people.wait_anew(2 * PEOPLE)
    assert set(people.refused) <= {503}
    _nothing_is_lost(cluster, people)


def test_a_pointer_to_a_half_copied_index(cluster: Cluster) -> None:
    current = current_folder(cluster.index_dir)
    assert current is not None
    folder = current[0]
    copy = cluster.index_dir / GENERATIONS / "20991231T235959-00000000"
    with using(cluster.port, PEOPLE, PAUSE) as people:
        people.wait(PEOPLE)
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(LACKS))
        point(cluster.index_dir, copy.name)
        _until(lambda: [_missing(machine) for machine in cluster.machines] == [["index"], ["index"]])
        people.wait_anew(PEOPLE)
        shutil.copy(folder / LACKS, copy / LACKS)
        _until(lambda: not any(_missing(machine) for machine in cluster.machines))
        people.wait_anew(PEOPLE)
    assert not people.refused
    _nothing_is_lost(cluster, people)
