"""Signing in elsewhere: an identity provider (OpenID Connect) says who somebody is.

Authorization code with PKCE. What the provider sends is believed only as far as its signature, issuer, audience,
times and nonce hold; keys and addresses come from its discovery document.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, cast

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet, KeySetSerialization
from joserfc.jws import JWSRegistry
from pydantic import BaseModel, field_validator

from assistant.errors import ProviderError, SignInRefusedError
from assistant.logging import get_logger
from assistant.settings import Settings, is_private_address
from assistant.store.people import DeskRole

_SECONDS: Final = 5.0
_LEEWAY: Final = 60
"""Seconds by which the clocks may differ."""
_KEPT_SECONDS: Final = 600.0
_AT_ONCE: Final = threading.BoundedSemaphore(4)
"""A provider that hangs holds up these many threads and no more."""
_ALGORITHMS: Final = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"})
"""Those with a public key: a secret that two know proves nothing, and `none` even less."""


@dataclass(frozen=True)
class Leaving:
    """A browser about to be sent to the provider.

    Attributes:
        state: comes back with the browser; `nonce` inside the signed token; `verifier` is shown to the provider only then.
    """

    url: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Known:
    """Somebody as the provider knows him.

    Attributes:
        subject: his mark there, which no other gets; with the issuer.
        role: the highest that the claim for roles gives; None where it gives none, or no such claim is set.
    """

    subject: str
    name: str
    role: DeskRole | None


class _Discovered(BaseModel):
    """The parts of a discovery document that we use."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    id_token_signing_alg_values_supported: tuple[str, ...] = ("RS256",)
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)

    @field_validator("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")
    @classmethod
    def _is_private(cls, value: str | None) -> str | None:
        if value is not None and not is_private_address(value):
            raise ValueError("no TLS")
        return value


class IdentityProvider:
    """The provider that the settings name."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._found: _Discovered | None = None
        self._keys: KeySet | None = None
        self._found_at = 0.0

    def leave(self, back: str) -> Leaving:
        """Where to send a browser.

        Args:
            back: the address that it comes back to.

        Raises:
            ProviderError: the provider can't be reached, or is not as it has to be.
        """
        with self._client(back) as client:
            found = self._discovered(client)
            state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
            url, _ = client.create_authorization_url(found.authorization_endpoint, state=state, nonce=nonce, code_verifier=verifier)
        return Leaving(url, state, nonce, verifier)

    def arrive(self, code: str, verifier: str, nonce: str, back: str, issuer: str | None = None) -> Known:
        """Who has come back.

        Args:
            code: what the browser brought along from the provider; `verifier`, `nonce` and `back` are those it left with.
            issuer: whom the browser says it comes from (RFC 9207), where it does.

        Raises:
            ProviderError: the provider can't be reached, or is not as it has to be.
            SignInRefusedError: the code or the token does not hold.
        """
        with self._client(back) as client:
            found = self._discovered(client)
            if issuer not in (None, found.issuer):
                raise SignInRefusedError("issuer")
            client.token_endpoint_auth_method = self._method(found)
            token = client.fetch_token(found.token_endpoint, code=code, code_verifier=verifier, redirect_uri=back)
            claims = self._claims(client, found, token, nonce)
            return self._known(found, claims)

    @contextmanager
    def _client(self, back: str) -> Iterator[Any]:
        """A client to ask the provider with; what goes wrong on the way is one of our errors."""
        if not _AT_ONCE.acquire(timeout=_SECONDS):
            raise ProviderError("oidc_unreachable")
        settings = self._settings
        secret = settings.desk_oidc_client_secret
        try:
            with OAuth2Client(
                client_id=settings.desk_oidc_client_id,
                client_secret=secret.get_secret_value() if secret else None,
                scope=settings.desk_oidc_scopes,
                redirect_uri=back,
                code_challenge_method="S256",
                timeout=_SECONDS,
                follow_redirects=False,
            ) as client:
                yield client
        except (JoseError, AuthlibBaseError) as error:
            raise SignInRefusedError(str(error.error)) from None  # its text may hold what was sent
        except httpx2.HTTPError as error:
            get_logger(__name__).warning("oidc_unreachable", error=type(error).__name__)
            raise ProviderError("oidc_unreachable") from None
        except ValueError as error:  # no JSON, or not what discovery asks for
            get_logger(__name__).warning("oidc_unfit", error=type(error).__name__)
            raise ProviderError("oidc_unfit") from None
        finally:
            _AT_ONCE.release()

    def _discovered(self, client: Any) -> _Discovered:
        if self._found is not None and time.monotonic() - self._found_at < _KEPT_SECONDS:
            return self._found
        issuer = (self._settings.desk_oidc_issuer or "").rstrip("/")
        found = _Discovered.model_validate(_json(client, f"{issuer}/.well-known/openid-configuration"))
        if found.issuer.rstrip("/") != issuer:
            raise ValueError("another issuer")
        self._found, self._keys, self._found_at = found, None, time.monotonic()
        return found

    def _method(self, found: _Discovered) -> str:
        if self._settings.desk_oidc_client_secret is None:
            return "none"
        known = found.token_endpoint_auth_methods_supported
        return "client_secret_post" if "client_secret_basic" not in known and "client_secret_post" in known else "client_secret_basic"

    def _claims(self, client: Any, found: _Discovered, token: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
        """What the token says, once it holds; where it says too little, with what the provider's own address adds."""
        allowed = [each for each in found.id_token_signing_alg_values_supported if each in _ALGORITHMS]
        registry = JWSRegistry(algorithms=allowed, strict_check_header=False)
        if not isinstance(token.get("id_token"), str):
            raise SignInRefusedError("no_id_token")
        try:
            signed = jwt.decode(token["id_token"], self._key_set(client, found), registry=registry)
        except InvalidKeyIdError:  # the provider has changed its keys since
            signed = jwt.decode(token["id_token"], self._key_set(client, found, anew=True), registry=registry)
        client_id = self._settings.desk_oidc_client_id
        wanted = {"iss": {"essential": True, "value": found.issuer}, "aud": {"essential": True, "value": client_id}}
        known = {"nonce": nonce, "client_id": client_id, "access_token": token.get("access_token")}
        claims = CodeIDToken(signed.claims, signed.header, wanted, known)
        claims.validate(leeway=_LEEWAY)
        if self._says_enough(claims) or found.userinfo_endpoint is None:
            return dict(claims)
        more = _json(client, found.userinfo_endpoint, {"Authorization": f"Bearer {token.get('access_token')}"})
        if more.get("sub") != claims["sub"]:
            raise SignInRefusedError("another_subject")
        return {**more, **claims}

    def _key_set(self, client: Any, found: _Discovered, *, anew: bool = False) -> KeySet:
        if self._keys is None or anew:
            self._keys = KeySet.import_key_set(cast(KeySetSerialization, _json(client, found.jwks_uri)))
        return self._keys

    def _says_enough(self, claims: Mapping[str, Any]) -> bool:
        role = self._settings.desk_oidc_role_claim
        return self._settings.desk_oidc_name_claim in claims and (role is None or _at(claims, role) is not None)

    def _known(self, found: _Discovered, claims: Mapping[str, Any]) -> Known:
        name, wanted = claims.get(self._settings.desk_oidc_name_claim), self._settings.desk_oidc_role_claim
        if not isinstance(name, str) or not isinstance(claims["sub"], str) or not claims["sub"]:
            raise SignInRefusedError("no_name")
        if self._settings.desk_oidc_name_claim == "email" and claims.get("email_verified") is not True:
            raise SignInRefusedError("email_not_verified")
        return Known(f"{found.issuer} {claims['sub']}", name, _highest(_at(claims, wanted)) if wanted else None)


@lru_cache(maxsize=4)
def provider_of(settings: Settings) -> IdentityProvider:
    """The provider that the settings name, the same one each time."""
    return IdentityProvider(settings)


def _json(client: Any, address: str, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    response = client.request("GET", address, headers=dict(headers or {}), withhold_token=True)
    response.raise_for_status()
    if not isinstance(found := response.json(), dict):
        raise ValueError("no object")
    return found


def _at(claims: Mapping[str, Any], name: str) -> object:
    """The claim of that name, or of that path (`realm_access.roles`)."""
    found: object = claims
    for part in (name,) if name in claims else name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _highest(said: object) -> DeskRole | None:
    roles = [said] if isinstance(said, str) else said if isinstance(said, list) else []
    return max((role for role in DeskRole if role in roles), key=list(DeskRole).index, default=None)
