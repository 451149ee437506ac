"""A wrong setting is said clearly, by its name and never with its value; a key is shown nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.errors import SettingError
from assistant.settings import Settings, described, settings

OPENAI = {"ZJTX_LLM_PROVIDER": "openai", "ZJTX_LLM_BASE_URL": "http://127.0.0.1:8000/v1", "ZJTX_LLM_MODEL": "m"}
Set = Callable[..., Settings]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> Iterator[Set]:
    """`given(ZJTX_PORT="1")`: the settings of a process with this environment."""
    monkeypatch.chdir(str(tmp_path))

    def read(**environment: str) -> Settings:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        settings.cache_clear()
        return settings()

    yield read
    settings.cache_clear()


@pytest.mark.parametrize(
    ("environment", "name", "key"),
    [
        ({"ZJTX_PORT": "abc"}, "ZJTX_PORT", "setting_unfit"),
        ({"ZJTX_LLM_PROVIDER": "openai", "ZJTX_LLM_MODEL": "m"}, "ZJTX_LLM_BASE_URL", "setting_missing"),
        ({**OPENAI, "ZJTX_LLM_MODEL": ""}, "ZJTX_LLM_MODEL", "setting_missing"),
        ({"ZJTX_LLM_PROVIDER": "anthropic"}, "ZJTX_LLM_MODEL", "setting_missing"),
        ({"ZJTX_LLM_PROVIDER": "replay"}, "ZJTX_LLM_REPLAY_DIR", "setting_missing"),
        ({**OPENAI, "ZJTX_LLM_BASE_URL": "127.0.0.1:8000/v1"}, "ZJTX_LLM_BASE_URL", "setting_address"),
        ({**OPENAI, "ZJTX_LLM_BASE_URL": "http://a:sk-secret@127.0.0.1/v1"}, "ZJTX_LLM_BASE_URL", "setting_address"),
        ({**OPENAI, "ZJTX_LLM_BASE_URL": "http://127.0.0.1/v1?key=sk-secret"}, "ZJTX_LLM_BASE_URL", "setting_address"),
        ({**OPENAI, "ZJTX_LLM_API_KEY": "sk-secret\n"}, "ZJTX_LLM_API_KEY", "setting_key"),
        ({**OPENAI, "ZJTX_LLM_API_KEY": "sk-secret密"}, "ZJTX_LLM_API_KEY", "setting_key"),
        ({"ZJTX_DESK_OIDC_ISSUER": "https://id.example.gov.cn"}, "ZJTX_DESK_OIDC_CLIENT_ID", "setting_missing"),
        ({"ZJTX_DESK_OIDC_ISSUER": "http://id.example.gov.cn", "ZJTX_DESK_OIDC_CLIENT_ID": "x"}, "ZJTX_DESK_OIDC_ISSUER", "setting_https"),
        ({"ZJTX_DESK_OIDC_ISSUER": "id.example.gov.cn", "ZJTX_DESK_OIDC_CLIENT_ID": "x"}, "ZJTX_DESK_OIDC_ISSUER", "setting_address"),
        ({"ZJTX_DESK_OIDC_CLIENT_SECRET": "secret\n"}, "ZJTX_DESK_OIDC_CLIENT_SECRET", "setting_key"),
        ({**OPENAI, "ZJTX_LLM_ROLES": "read,wright"}, "ZJTX_LLM_ROLES", "setting_unfit"),
        ({**OPENAI, "ZJTX_LLM_SECONDS": "-1"}, "ZJTX_LLM_SECONDS", "setting_unfit"),
        ({**OPENAI, "ZJTX_LLM_CONCURRENCY": "0"}, "ZJTX_LLM_CONCURRENCY", "setting_unfit"),
    ],
)
def test_what_does_not_fit_is_named(given: Set, environment: dict[str, str], name: str, key: str) -> None:
    with pytest.raises(SettingError) as raised:
        given(**environment)
    assert (raised.value.field, raised.value.key, raised.value.exit_code) == (name, key, 2)
    assert name in raised.value.message and "secret" not in raised.value.message
    assert raised.value.__suppress_context__


@pytest.mark.parametrize(("text", "roles"), [("read, write", ("read", "write")), ("write", ("write",)), ("", ())])
def test_roles_are_a_list_of_words(given: Set, text: str, roles: tuple[str, ...]) -> None:
    assert given(**OPENAI, ZJTX_LLM_ROLES=text).llm_roles == roles


def test_a_key_is_shown_nowhere(given: Set) -> None:
    present = given(**OPENAI, ZJTX_LLM_API_KEY="sk-secret")
    assert present.llm_api_key is not None and present.llm_api_key.get_secret_value() == "sk-secret"
    rows = {row.name: row for row in described()}
    assert rows["ZJTX_LLM_API_KEY"].value == "**********"
    assert "sk-secret" not in f"{present!r} {present} {present.model_dump()} {present.model_dump_json()} {rows}"


def test_without_a_model_nothing_more_is_needed() -> None:
    assert Settings(_env_file=None).llm_provider == "none"
    with pytest.raises(ValidationError):
        Settings(_env_file=None, llm_provider="openai")


def test_secrets_come_from_files_of_their_own_and_the_environment_goes_before_them(given: Set, tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    folder.mkdir()
    (folder / "zjtx_database_url").write_text("postgresql://zjtx:geheim@127.0.0.1/zjtx\n")
    (folder / "zjtx_limits_url").write_text("redis://:geheim@127.0.0.1:6379/0")
    (folder / "zjtx_port").write_text("1")
    present = given(ZJTX_SECRETS_DIR=str(folder), ZJTX_PORT="7000")
    assert present.database_url == "postgresql://zjtx:geheim@127.0.0.1/zjtx" and present.port == 7000
    rows = {row.name: row for row in described()}
    assert (rows["ZJTX_LIMITS_URL"].source, rows["ZJTX_PORT"].source, rows["ZJTX_HOST"].source) == ("secret", "environment", "default")
    assert "geheim" not in f"{rows}" and "redis://:***@127.0.0.1" in rows["ZJTX_LIMITS_URL"].value


def test_a_folder_of_secrets_that_is_not_there_is_named(given: Set) -> None:
    with pytest.raises(SettingError) as raised:
        given(ZJTX_SECRETS_DIR="/nowhere")
    assert raised.value.field == "ZJTX_SECRETS_DIR"
