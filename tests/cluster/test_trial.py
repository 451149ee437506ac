"""A short trial of the kind that `python -m tools.cluster.trial` makes long."""

from __future__ import annotations

from tools.cluster.cluster import Cluster
from tools.cluster.trial import FAULTS, tried


def test_a_short_trial_loses_nothing_and_tells_what_people_met(cluster: Cluster) -> None:
    (redis,) = (fault for fault in FAULTS if fault.name == "redis")
    trial = tried(cluster, people=9, seconds=6, every=2, mails=0, faults=[redis])
    assert trial.lost == 0 and trial.met.failed == 0 and trial.met.talks
    assert sum(trial.met.talks.values()) <= trial.met.answered and 0 < trial.met.percentile(50) <= trial.met.percentile(95)
