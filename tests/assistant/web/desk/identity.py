"""A small identity provider: discovery, authorization code with PKCE, signed tokens, userinfo; and everything that it may do wrong."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

import uvicorn
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import RedirectResponse
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "zjtx-desk", "a client's secret"
_KEYS: Final = [RSAKey.generate_key(2048, {"kid": f"key-{number}", "use": "sig"}) for number in (1, 2)]

Claims = dict[str, Any]


@dataclass
class Provider:
    """The provider, and who is signed in there.

    Attributes:
        person: claims of who is signed in there.
        spoilt: changes the claims before they are signed.
        sign: signs them.
        public: whether the client has no secret.
        apart: claims that are told by userinfo only.
    """

    issuer: str
    person: Claims = field(default_factory=dict)
    spoilt: Callable[[Claims], Claims] = lambda claims: claims
    sign: Callable[[Claims], str] = lambda claims: signed(claims)
    public: bool = False
    apart: tuple[str, ...] = ()
    discovery: Claims = field(default_factory=dict)
    keys: list[RSAKey] = field(default_factory=lambda: _KEYS[:1])
    codes: dict[str, Claims] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    token_calls: int = 0


def signed(claims: Claims, key: RSAKey = _KEYS[0], kid: str | None = None) -> str:
    return str(jwt.encode({"alg": "RS256", "kid": kid or key.kid}, claims, key))


def signed_anew(claims: Claims) -> str:
    """By the key that comes after the first."""
    return signed(claims, _KEYS[1])


def signed_by_nobody(claims: Claims) -> str:
    """By another's key, under the known one's name."""
    return signed(claims, RSAKey.generate_key(2048), str(_KEYS[0].kid))


def unsigned(claims: Claims) -> str:
    head, body = (base64.urlsafe_b64encode(part.encode()).rstrip(b"=").decode() for part in ('{"alg":"none"}', json.dumps(claims)))
    return f"{head}.{body}."


def signed_by_the_secret(claims: Claims) -> str:
    return str(jwt.encode({"alg": "HS256", "kid": _KEYS[0].kid}, claims, OctKey.import_key(SECRET)))


def all_keys() -> list[RSAKey]:
    return list(_KEYS)


@contextmanager
def providing() -> Iterator[Provider]:
    """The provider on a port of its own until the block is left."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        provider = Provider(f"http://127.0.0.1:{listener.getsockname()[1]}")
        server = uvicorn.Server(uvicorn.Config(_app(provider), log_config=None, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield provider
        finally:
            server.should_exit = True
            thread.join()


def _app(provider: Provider) -> FastAPI:
    app = FastAPI()

    @app.get("/.well-known/openid-configuration")
    def discovery() -> Claims:
        addresses = {name: f"{provider.issuer}/{path}" for name, path in (("authorization_endpoint", "authorize"), ("token_endpoint", "token"), ("jwks_uri", "keys"), ("userinfo_endpoint", "userinfo"))}
        return {"issuer": provider.issuer, **addresses, "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"], **provider.discovery}

    @app.get("/authorize")
    def authorize(request: Request) -> RedirectResponse:
        query = dict(request.query_params)
        assert (query["client_id"], query["response_type"], query["code_challenge_method"]) == (CLIENT, "code", "S256")
        assert "openid" in query["scope"].split()
        code = secrets.token_urlsafe(16)
        provider.codes[code] = query
        return RedirectResponse(f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state'], 'iss': provider.issuer})}", 303)

    @app.post("/token")
    async def token(request: Request) -> Claims:
        provider.token_calls += 1
        form = dict(parse_qsl((await request.body()).decode()))
        asked = provider.codes.pop(form["code"], None)
        basic = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        fits = asked is not None and (proof, form["redirect_uri"]) == (asked["code_challenge"], asked["redirect_uri"])
        fits &= form.get("client_id") == CLIENT if provider.public else request.headers.get("authorization") == basic
        if not fits or asked is None:
            raise HTTPException(400, {"error": "invalid_grant"})
        access = secrets.token_urlsafe(16)
        provider.tokens.add(access)
        now = int(time.time())
        half = base64.urlsafe_b64encode(hashlib.sha256(access.encode()).digest()[:16]).rstrip(b"=").decode()
        told = {name: value for name, value in provider.person.items() if name not in provider.apart}
        claims = {"iss": provider.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"], "at_hash": half, **told}
        return {"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": provider.sign(provider.spoilt(claims))}

    @app.get("/keys")
    def keys() -> Claims:
        return {"keys": [key.as_dict(private=False) for key in provider.keys]}

    @app.get("/userinfo")
    def userinfo(request: Request) -> Claims:
        assert request.headers["authorization"].removeprefix("Bearer ") in provider.tokens
        return provider.person

    return app
