// Asking the assistant. Every failure has a kind that the widget has words for.

const PATIENCE_MS = 90_000;

/** A request that was not answered; `detail` is the service's own sentence where it gave one. */
export class Failure extends Error {
  constructor(kind, { detail = "", daily = false } = {}) {
    super(kind);
    Object.assign(this, { kind, detail, daily });
  }
}

/** The interface of the assistant at `base`, in the name of a site. */
export class Client {
  constructor({ base, site, key, language }, session) {
    Object.assign(this, { base, site, key, language, session });
  }

  /** What the site says of itself. */
  describe() {
    return this.#send(`api/v1/sites/${encodeURIComponent(this.site)}`);
  }

  /** One answer; the conversation goes on under its id. */
  ask(question, conversationId) {
    const body = { question, conversation_id: conversationId ?? "new", site: this.site };
    if (this.language === "en") body.lang = "en";
    return this.#send("api/v1/ask", body);
  }

  /** Say whether an answer was of use. */
  rate(traceId, question, liked) {
    return this.#send("api/v1/feedback", { trace_id: traceId, question, liked });
  }

  async #send(path, body) {
    const headers = { "X-Session": this.session };
    if (this.key) headers["X-Site-Key"] = this.key;
    if (body) headers["Content-Type"] = "application/json";
    const options = { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body), credentials: "omit", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) };
    let response;
    try {
      response = await fetch(this.base + path, options);
    } catch (error) {
      throw new Failure(error.name === "TimeoutError" ? "slow" : (await this.#isThere()) ? "refused" : "down");
    }
    if (response.status === 204) return null;
    if (response.ok) return response.json();
    throw failure(response, await response.json().catch(() => ({})));
  }

  /** Whether the service answers at all; a page that it does not list may learn no more. */
  async #isThere() {
    try {
      await fetch(`${this.base}healthz`, { mode: "no-cors", credentials: "omit", cache: "no-store", signal: AbortSignal.timeout(5_000) });
      return true;
    } catch {
      return false;
    }
  }
}

function failure(response, problem) {
  const type = String(problem.type ?? "").replace("urn:zjtx:problem:", "");
  const detail = String(problem.detail ?? "");
  const kinds = { "site-key": "key", origin: "refused", "over-limit": "limit", "site-paused": "paused", "site-closed": "paused", "unknown-site": "key", "unknown-conversation": "gone" };
  const kind = kinds[type] ?? (response.status >= 500 ? "down" : "unfit");
  return new Failure(kind, { detail, daily: Number(response.headers.get("Retry-After")) > 60 });
}
