// The service's calls, below one address; a host's own page gives another address and its headers.

const KINDS = { "site-key": "key", "unknown-site": "key", origin: "refused", "over-limit": "limit", "site-paused": "paused", "site-closed": "paused" };

/** The kind of failure that the service's problem names; the pages have words for each. */
export function kindOf(type, status = 500) {
  return KINDS[String(type ?? "").replace("urn:zjtx:problem:", "")] ?? (status < 500 ? "unfit" : "down");
}

/** Thrown where a call was not answered: `kind` says why; `told` is the service's own sentence, empty where it gave none. */
export class Failure extends Error {
  constructor(kind, told = "") {
    super(kind);
    Object.assign(this, { kind, told });
  }
}

/**
 * @param base address of the service, ending in /
 * @param headers sent with every call
 */
export function createApi(base, headers = {}) {
  const address = (path) => new URL(path, base).toString();

  async function call(path, body, signal) {
    let response;
    try {
      response = await fetch(address(path), {
        method: body === undefined ? "GET" : "POST",
        headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal,
      });
    } catch (error) {
      throw signal?.aborted ? error : new Failure((await refusesUs()) ? "refused" : "down");
    }
    if (response.ok) return response;
    const problem = await response.json().catch(() => ({}));
    throw new Failure(kindOf(problem.type, response.status), problem.detail);
  }

  /** Whether the service is there and only this page may not read it: that of another host which it does not list. */
  async function refusesUs() {
    if (new URL(base).origin === location.origin) return false;
    return fetch(address("healthz"), { mode: "no-cors", cache: "no-store", signal: AbortSignal.timeout(5_000) }).then(() => true, () => false);
  }

  /** Ask a turn; `heard` is told each state as it comes. Ends after the last. */
  async function ask(turn, heard, signal) {
    const response = await call("chat/turn", turn, signal);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    let last = null;
    try {
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        const lines = (rest + piece.value).split("\n");
        rest = lines.pop();
        for (const line of lines) heard((last = JSON.parse(line)));
      }
    } catch (error) {
      throw signal?.aborted ? error : new Failure("down");
    }
    if (last?.state !== "done" && last?.state !== "failed") throw new Failure("down");
  }

  return {
    address,
    call,
    ask,
    site: (name) => call(`api/v1/sites/${encodeURIComponent(name)}`).then((response) => response.json()),
    feedback: (word) => call("api/v1/feedback", word).then(() => true, () => false),
  };
}
