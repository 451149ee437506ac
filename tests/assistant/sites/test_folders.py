"""Sites: whose words are used, and the example province with its own indicators, documents, dates and papers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.duties.schema import Who
from assistant.errors import SiteError, UnknownSiteError
from assistant.models import AskRequest, CheckRequest, ExtractRequest, SearchRequest
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.sites import BUILT_IN, find_site
from corpus.terms import Tier, Track

DAY = date(2022, 6, 20)
SITE = "example"


def _indicators(assistant: Assistant, profile: dict[str, Any], as_of: date = DAY, site: str | None = SITE) -> Any:
    request = CheckRequest(profile=profile, tier=Tier.SPECIALIZED, as_of=as_of, site=site)
    score = assistant.check(request).score
    assert score is not None
    return {indicator.id: indicator for indicator in score.indicators if indicator.group == "distinctiveness"}


def test_its_indicators_stand_in_the_place_of_the_one_they_spell_out(assistant: Assistant) -> None:
    profile = {"product_field": ["strategic_emerging"], "market_share": 7, "standards_drafting": False}
    found = _indicators(assistant, profile)
    assert {key: indicator.points for key, indicator in found.items()} == {
        "local_product_field": 5,
        "local_market_share": 3,
        "local_standards": 0,
    }
    assert sum(indicator.of for indicator in found.values()) == 15
    assert list(_indicators(assistant, profile, site=None)) == ["local_features"]


def test_its_indicators_apply_while_it_is_in_use(assistant: Assistant) -> None:
    for indicator in _indicators(assistant, {}).values():
        assert indicator.citation.clause_id.startswith("example-features/")
        assert indicator.citation.applies and indicator.citation.in_force
    library = assistant.library(SITE)
    under_2026 = library.basis(Tier.SPECIALIZED, Track.NEW, date(2026, 11, 24))
    assert not library.applies("example-features/2/1", under_2026, date(2026, 11, 24))


def test_a_score_that_the_province_gave_goes_before_its_indicators(assistant: Assistant) -> None:
    assert _indicators(assistant, {"local_feature_score": 11})["local_features"].points == 11


def test_nothing_of_it_is_used_before_it_was_issued(assistant: Assistant) -> None:
    before = date(2022, 6, 14)
    assert list(_indicators(assistant, {}, as_of=before)) == ["local_features"]
    assert not assistant.materials(tier=Tier.SPECIALIZED, as_of=before, site=SITE).items
    assert not [item for item in assistant.deadlines(as_of=before, site=SITE).items if item.local]


def test_its_dates_stand_beside_the_national_ones(assistant: Assistant) -> None:
    items = assistant.deadlines(as_of=DAY, site=SITE).items
    local = next(item for item in items if item.local and item.who is Who.ENTERPRISE)
    assert (local.to, local.days_left, local.citation.applies) == (date(2022, 6, 25), 5, True)
    assert any(item.to == date(2022, 6, 28) for item in items)
    assert not any(item.local for item in assistant.deadlines(as_of=DAY).items)


def test_its_papers_stand_beside_the_national_ones(assistant: Assistant) -> None:
    items = assistant.materials(as_of=DAY, site=SITE).items
    assert [item.name for item in items if item.local] == ["真实性承诺书（示例省）"]
    assert len(items) > 1
    specialized = assistant.materials(tier=Tier.SPECIALIZED, as_of=DAY, site=SITE)
    assert specialized.known and not assistant.materials(tier=Tier.SPECIALIZED, as_of=DAY).known


def test_its_documents_are_searched(assistant: Assistant) -> None:
    hits = assistant.search(SearchRequest(query="地方特色指标", as_of=DAY, site=SITE)).results
    assert any(hit.clause_id.startswith("example-features/") and hit.applies for hit in hits)
    hits = assistant.search(SearchRequest(query="地方特色指标", as_of=DAY)).results
    assert not any(hit.clause_id.startswith("example-") for hit in hits)


def test_it_says_that_it_is_an_example() -> None:
    library = Assistant.open(Settings(site=None)).library(SITE)
    own = [document for document in library.documents() if document.of_site]
    assert own and all("不是官方文件" in document.meta.title and "虚构" in document.text for document in own)


@pytest.mark.parametrize("name", ["nowhere", "..", "example/../default"])
def test_an_unknown_site_is_an_error_everywhere(assistant: Assistant, name: str) -> None:
    calls = (
        lambda: assistant.ask(AskRequest(question="小巨人资产负债率", site=name)),
        lambda: assistant.check(CheckRequest(profile={}, site=name)),
        lambda: assistant.search(SearchRequest(query="资产负债率", site=name)),
        lambda: assistant.extract(ExtractRequest(text="资产负债率62%", site=name)),
        lambda: assistant.materials(site=name),
        lambda: assistant.deadlines(site=name),
        lambda: assistant.library(name),
        lambda: find_site(name, assistant.settings),
    )
    for call in calls:
        with pytest.raises(UnknownSiteError) as raised:
            call()
        assert raised.value.field == "site"


# the words of a site


def test_the_default_site_asks_of_eligibility_deadline_materials_and_meaning() -> None:
    words = find_site(None, Settings(site=None)).words
    assert [example.kind for example in words.examples] == ["eligibility", "deadline", "materials", "definition"]


def test_an_operators_own_file_goes_first(tmp_path: Path) -> None:
    own = tmp_path / "default"
    own.mkdir()
    text = (BUILT_IN / "default" / "site.yaml").read_text(encoding="utf-8")
    (own / "site.yaml").write_text(text.replace("中小企业服务平台", "某市中小企业服务中心"), encoding="utf-8")
    (tmp_path / "silent").mkdir()
    for name in (None, "silent"):
        assert find_site(name, Settings(site=None, sites_dir=tmp_path)).words.operator.zh == "某市中小企业服务中心"


def test_a_site_says_where_to_ask_only_by_a_file_of_its_own(tmp_path: Path) -> None:
    assert find_site(None, Settings(site=None, sites_dir=tmp_path)).where_to_ask is None
    assert "示例省" in str(find_site("example", Settings(site=None, sites_dir=tmp_path)).where_to_ask)


@pytest.mark.parametrize("name", ["nowhere", "../default", ".."])
def test_an_unknown_default_site_is_an_error(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownSiteError) as raised:
        find_site(None, Settings(site=name, sites_dir=tmp_path))
    assert raised.value.field == "site"


def test_a_file_that_does_not_fit_is_named(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "site.yaml").write_text("operator: {zh: a, en: b}", encoding="utf-8")
    with pytest.raises(SiteError, match="title：缺少这一项"):
        _ = find_site("x", Settings(site=None, sites_dir=tmp_path)).words
