// The service's own HTTP interface, below the address the page was opened at.

const documents = new Map();

export function address(path) {
  return new URL(path, document.baseURI).toString();
}

async function get(path) {
  const response = await fetch(address(path), { headers: { accept: "application/json" } });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** The whole text of a document with its clauses; fetched once. */
export function getDocument(id) {
  if (!documents.has(id)) {
    const request = get(`api/v1/documents/${encodeURIComponent(id)}`).then((view) => ({
      ...view,
      characters: Array.from(view.text), // offsets count code points
    }));
    request.catch(() => documents.delete(id));
    documents.set(id, request);
  }
  return documents.get(id);
}

/** Whether the service answers at all. */
export async function alive() {
  try {
    return (await fetch(address("api/v1/healthz"), { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}
