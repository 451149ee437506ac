// Sends the requests shown on the page and shows what comes back.

const { trying, failed } = document.body.dataset;

for (const form of document.querySelectorAll("form.example")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const result = form.querySelector(".result");
    result.hidden = false;
    result.textContent = trying;
    result.textContent = await send(form).catch(() => failed);
  });
}

async function send(form) {
  const { method, path } = form.dataset;
  const body = form.elements.body?.value;
  const response = await fetch(path.replace(/^\//, ""), { method, body, headers: body ? { "Content-Type": "application/json" } : {} });
  const text = await response.text();
  const kind = response.headers.get("Content-Type") ?? "";
  return `${response.status}\n${kind.includes("json") ? JSON.stringify(JSON.parse(text), null, 2) : text}`;
}
