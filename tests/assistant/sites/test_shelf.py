"""A change is taken up without a restart; a slip keeps the last sound copy, and is told."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from assistant.errors import SiteClosedError, UnknownSiteError
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.sites import BUILT_IN
from assistant.sites.shelf import SiteShelf
from tests.assistant.sites.folder import write_site


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(site=None, data_dir=tmp_path, _env_file=None)


def _edit(path: Path, old: str, new: str) -> None:
    content = path.read_text("utf-8")
    assert old in content
    path.write_text(content.replace(old, new), "utf-8")


def test_a_change_is_taken_up(settings: Settings) -> None:
    write_site(settings.sites_path)
    shelf = SiteShelf(settings)
    assert shelf.find("jiangnan").says.enabled
    write_site(settings.sites_path, enabled=False)
    assert shelf.find("jiangnan").says.enabled
    shelf.look()
    assert not shelf.find("jiangnan").says.enabled
    assert shelf.faults() == ()


def test_a_folder_is_not_served_before_it_was_looked_over(settings: Settings) -> None:
    shelf = SiteShelf(settings)
    write_site(settings.sites_path)
    with pytest.raises(UnknownSiteError):
        shelf.find("jiangnan")
    shelf.look()
    assert shelf.find("jiangnan").says.enabled


def test_a_slip_keeps_the_last_sound_copy_over_a_restart(settings: Settings) -> None:
    write_site(settings.sites_path, phone="0571-1")
    shelf = SiteShelf(settings)
    write_site(settings.sites_path, phone="none")
    shelf.look()
    for now in (shelf, SiteShelf(settings)):
        assert now.find("jiangnan").says.phone == "0571-1"
        (fault,) = now.faults()
        assert fault.site == "jiangnan" and fault.serving and "phone" in fault.problem.message
    write_site(settings.sites_path, phone="0571-2")
    shelf.look()
    assert shelf.find("jiangnan").says.phone == "0571-2" and shelf.faults() == ()


def test_a_site_that_was_never_sound_is_closed_and_closes_no_other(settings: Settings) -> None:
    write_site(settings.sites_path, "broken", phone="none")
    write_site(settings.sites_path)
    shelf = SiteShelf(settings)
    with pytest.raises(SiteClosedError):
        shelf.find("broken")
    assert shelf.find("jiangnan").says.enabled
    assert [(fault.site, fault.serving) for fault in shelf.faults()] == [("broken", False)]
    assert shelf.names() == ("broken", "jiangnan", "example")


def test_a_slip_in_any_file_of_a_site_is_one(settings: Settings) -> None:
    folder = Path(shutil.copytree(BUILT_IN / "example", settings.sites_path / "province"))
    shelf = SiteShelf(settings)
    assistant = Assistant(settings, shelf)
    assert [item.to for item in assistant.deadlines(as_of=date(2022, 6, 20), site="province").items if item.local]
    _edit(folder / "deadlines.yaml", "to: 2022-06-25", "to: 2022-06-24")
    shelf.look()
    assert "2022年6月24日" in shelf.faults()[0].problem.message
    assert shelf.find("province").folder is not None


def test_a_changed_rule_is_used_at_once(settings: Settings) -> None:
    folder = Path(shutil.copytree(BUILT_IN / "example", settings.sites_path / "province"))
    shelf = SiteShelf(settings)
    assistant = Assistant(settings, shelf)
    before = assistant.standards("province")
    (folder / "standards" / "example-features-2022.yaml").unlink()
    (folder / "standards").rmdir()
    shelf.look()
    assert shelf.faults() == () and assistant.standards("province") is not before
    assert assistant.standards("province") is assistant.standards()


def test_a_key_names_one_site_only(settings: Settings) -> None:
    write_site(settings.sites_path, "a")
    write_site(settings.sites_path, "b")
    shelf = SiteShelf(settings)
    assert shelf.find("a").says.site_key
    (fault,) = shelf.faults()
    assert fault.site == "b" and "site_key" in fault.problem.message and "a" in fault.problem.message


def test_a_folder_that_goes_is_gone_and_one_that_comes_is_there(settings: Settings) -> None:
    shelf = SiteShelf(settings)
    with pytest.raises(UnknownSiteError):
        shelf.find("jiangnan")
    folder = write_site(settings.sites_path)
    shelf.look()
    assert shelf.find("jiangnan").name == "jiangnan"
    shutil.rmtree(folder)
    shelf.look()
    with pytest.raises(UnknownSiteError):
        shelf.find("jiangnan")


def test_few_copies_are_kept(settings: Settings) -> None:
    shelf = SiteShelf(settings)
    for number in range(5):
        write_site(settings.sites_path, phone=f"0571-{number}")
        shelf.look()
    assert len(list((settings.data_dir / "sites-in-use").iterdir())) == 2


def test_an_operators_default_is_looked_after_too(settings: Settings) -> None:
    write_site(settings.sites_path, "default", phone="0571-1")
    shelf = SiteShelf(settings)
    assert shelf.find().words.phone == "0571-1"
    write_site(settings.sites_path, "default", phone="none")
    shelf.look()
    assert shelf.find().words.phone == "0571-1" and shelf.faults()[0].site == "default"
    shutil.rmtree(settings.data_dir / "sites-in-use")
    with pytest.raises(SiteClosedError):
        SiteShelf(settings).find()
