// The calls that only our own pages make, beside those of `createApi`.

import { createApi } from "./api.js";
import { language } from "./texts.js";

/** @param base address of the service, ending in / */
export function createPageApi(base) {
  const api = createApi(base);
  const { call } = api;
  const documents = new Map();

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
    ...api,
    document: getDocument,
    exported: (kind, turns, site) => call("chat/export", { kind, turns, site, lang: language() }).then((response) => response.blob()),
    check: (request) => call("check/verdict", request).then((response) => response.json()),
    setProfile: (conversationId, profile) => call("chat/profile", { conversation_id: conversationId, profile }).then((response) => response.json()),
    share: (body) => call("chat/share", { ...body, lang: language() }).then((response) => response.json()),
    unshare: (conversationId) => call("chat/unshare", { conversation_id: conversationId }),
    trace: (id) => call(`chat/trace/${encodeURIComponent(id)}?lang=${language()}`).then((response) => response.json()),
  };
}
