"""The schema is what loads the files: sound ones load, broken ones are refused with the right words."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.rules.errors import StandardError
from assistant.rules.schema import LocalFile, StandardFile
from assistant.rules.standards import BUILT_IN, load_file, load_folder, load_standards, misfits
from corpus.terms import Tier

BROKEN = Path(__file__).with_name("broken")
EXPECTED = {
    "no_kind": ("no_kind.yaml: kind", "缺少 kind"),
    "unknown_kind": ("unknown_kind.yaml: kind", "没有“law”这种文件"),
    "duplicate_key": ("duplicate_key.yaml", "写了两次"),
    "not_yaml": ("not_yaml.yaml", "写法无法识别"),
    "wrong_name": ("wrong_name.yaml: id", "应与文件名“wrong_name”相同"),
    "unknown_operator": ("unknown_operator.yaml: conditions[0].at_mostt", "是不是 at_most"),
    "no_operator": ("no_operator.yaml: conditions[0]", "value 需要一个比较"),
    "two_operators": ("two_operators.yaml: conditions[0]", "只保留一个"),
    "sign_operator": ("sign_operator.yaml: conditions[0].<=", "没有“<=”这个键"),
    "threshold_text": ("threshold_text.yaml: conditions[0].at_most", "应写数字，现在是“七十”"),
    "no_clause": ("no_clause.yaml: conditions[0].clause", "缺少“clause”"),
    "no_improve": ("no_improve.yaml: conditions[0].improve", "缺少“improve”"),
    "unknown_value": ("unknown_value.yaml: conditions[0].value", "不能写“debt”"),
    "unknown_field": ("unknown_field.yaml: conditions[0]", "没有“brand”这个字段"),
    "wrong_test": ("wrong_test.yaml: conditions[0]", "不适用于字段“own_brand”"),
    "unknown_choice": ("unknown_choice.yaml: conditions[0]", "没有“town”这个选项"),
    "no_test": ("no_test.yaml: conditions[0]", "没有写要求"),
    "two_tests": ("two_tests.yaml: conditions[0]", "不止一种要求"),
    "no_requirement": ("no_requirement.yaml: conditions[0]", "缺少 requirement"),
    "bad_id": ("bad_id.yaml: conditions[0].id", "编号用小写字母"),
    "twice": ("twice.yaml", "编号“debt_ratio”用了两次"),
    "bad_mend": ("bad_mend.yaml: conditions[0].mend", "不能写“soon”"),
    "empty_any": ("empty_any.yaml: conditions[0]", "不能为空"),
    "unknown_route": ("unknown_route.yaml", "没有编号为“direct”的直通条件"),
    "unknown_part": ("unknown_part.yaml", "没有编号为“rd”的条件"),
    "no_table": ("no_table.yaml", "得分表或类别不存在"),
    "options_order": ("options_order.yaml: indicators[0]", "从高分到低分"),
    "full_marks": ("full_marks.yaml: indicators[0]", "等于满分"),
    "no_points": ("no_points.yaml: indicators[0]", "只需要其中之一"),
    "too_many": ("too_many.yaml: indicators", "项数过多"),
}


def test_every_broken_file_is_expected() -> None:
    assert {path.stem for path in BROKEN.glob("*.yaml")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_broken_file_is_refused_with_its_place_and_the_right_words(name: str) -> None:
    place, words = EXPECTED[name]
    with pytest.raises(StandardError) as caught:
        load_file(BROKEN / f"{name}.yaml")
    assert caught.value.field == place
    assert words in caught.value.message


@pytest.mark.parametrize("path", sorted(BUILT_IN.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_built_in_file_loads(path: Path) -> None:
    assert load_file(path).id == path.stem


def test_there_is_a_standard_for_every_tier_and_document() -> None:
    standards = load_standards()
    pairs = [
        (Tier.INNOVATIVE, "measures-2022-63"),
        (Tier.SPECIALIZED, "measures-2022-63"),
        (Tier.SPECIALIZED, "measures-2026-2"),
        (Tier.LITTLE_GIANT, "measures-2022-63"),
        (Tier.LITTLE_GIANT, "measures-2026-2"),
    ]
    for tier, document in pairs:
        assert standards.standard(tier, document).tier is tier
    with pytest.raises(StandardError):
        standards.standard(Tier.INNOVATIVE, "measures-2026-2")


def test_a_folder_that_is_not_there_or_empty_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path / "none", tmp_path):
        with pytest.raises(StandardError):
            load_folder(folder)


def test_local_indicators_must_add_up_and_replace_something() -> None:
    built_in = load_folder(BUILT_IN)
    indicator = {"id": "a", "name": "甲", "of": 14, "clause": "x/1", "given": "local_feature_score"}
    local = {"kind": "local", "id": "l", "title": "甲", "standard": "specialized-2022", "indicators": [indicator]}
    for changed, words in (
        ({"replaces": "local_features"}, "合计14分，应为15分"),
        ({"replaces": "nothing"}, "没有编号为“nothing”的指标"),
        ({"replaces": "local_features", "standard": "none"}, "没有编号为“none”的标准"),
    ):
        found = list(misfits([*built_in, LocalFile.model_validate({**local, **changed})]))
        assert len(found) == 1 and words in found[0].message


def test_the_same_file_twice_does_not_fit() -> None:
    built_in = load_folder(BUILT_IN)
    twice = next(file for file in built_in if isinstance(file, StandardFile))
    assert any("有两个" in error.message for error in misfits([*built_in, twice]))
