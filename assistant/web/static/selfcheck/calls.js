// The calls of the self-check page. What the service refuses is thrown as it says it: `detail` is for people.

const MOST_REFUSED = 60;

export function post(path, content) {
  return fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(content) });
}

/**
 * The check object; a value that is refused is left out.
 * @param refused gets the words on each such value, by its path
 */
export async function judged(request, refused, fields) {
  for (let tries = 0; ; tries++) {
    const answer = await post("check/verdict", request);
    const result = await answer.json();
    if (answer.ok) return result;
    const path = String(result.field ?? "").replace(/^profile\./, "");
    const [key, part] = path.split(".");
    if (!(key in request.profile) || tries > MOST_REFUSED) throw result;
    if (fields[key].by_year && part) delete request.profile[key][part];
    else delete request.profile[key];
    refused.set(fields[key].by_year ? path : key, result.detail.replace(/^[\w.]+（(.+?)）/, "$1"));
  }
}

/** The values of one field that mend what fails; none where the service gives none: the slider works without. */
export async function mendingValues(request, path) {
  const answer = await post("check/mending", { ...request, path }).catch(() => null);
  return answer?.ok ? answer.json() : [];
}

/** What a file of an enterprise says: profile, warnings, and what was read as what. */
export async function readFile(file, year) {
  const address = `check/import?name=${encodeURIComponent(file.name)}&year=${year}`;
  const answer = await fetch(address, { method: "POST", headers: { "content-type": "application/octet-stream" }, body: file });
  const result = await answer.json();
  if (!answer.ok) throw result;
  return result;
}

/** A file that the service makes, saved by the browser. */
export async function download(path, content) {
  const answer = await post(path, content);
  if (!answer.ok) throw await answer.json();
  const name = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition"))[1];
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
