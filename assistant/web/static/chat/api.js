// The service's calls, below one address; a host's own page gives another address and its headers.

import { language } from "./texts.js";

/** Thrown where the service was not reached, or the answer broke off. */
export class LostError extends Error {
  name = "LostError";
}

/** Thrown where the service refused; `message` is for people. */
export class RefusedError extends Error {
  name = "RefusedError";
}

/**
 * @param base address of the service, ending in /
 * @param headers sent with every call
 */
export function createApi(base, headers = {}) {
  const documents = new Map();
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
      throw signal?.aborted ? error : new LostError(path);
    }
    if (response.ok) return response;
    const problem = await response.json().catch(() => ({}));
    throw problem.detail ? new RefusedError(problem.detail) : new LostError(`${path}: ${response.status}`);
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
      throw signal?.aborted ? error : new LostError("broken off");
    }
    if (last?.state !== "done" && last?.state !== "failed") throw new LostError("broken off");
  }

  /** The whole text of a document with its clauses; fetched once. */
  function getDocument(id) {
    if (!documents.has(id)) {
      const request = call(`api/v1/documents/${encodeURIComponent(id)}`)
        .then((response) => response.json())
        .then((view) => ({ ...view, characters: Array.from(view.text) })); // offsets count code points
      request.catch(() => documents.delete(id));
      documents.set(id, request);
    }
    return documents.get(id);
  }

  return {
    address,
    ask,
    document: getDocument,
    exported: (kind, turns, site) => call("chat/export", { kind, turns, site, lang: language() }).then((response) => response.blob()),
    feedback: (word) => call("api/v1/feedback", word).then(() => true, () => false),
    check: (request) => call("check/verdict", request).then((response) => response.json()),
    setProfile: (conversationId, profile) => call("chat/profile", { conversation_id: conversationId, profile }).then((response) => response.json()),
    share: (body) => call("chat/share", { ...body, lang: language() }).then((response) => response.json()),
    unshare: (conversationId) => call("chat/unshare", { conversation_id: conversationId }),
    trace: (id) => call(`chat/trace/${encodeURIComponent(id)}`).then((response) => response.json()),
  };
}
