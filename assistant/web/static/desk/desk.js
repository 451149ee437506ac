// Keys of the desk, the session's token on what htmx sends, and copying. Everything works without it but keys, live checks and copying.

const items = () => [...document.querySelectorAll('[data-draft]')].concat(document.querySelector('[data-draft]') ? [] : [...document.querySelectorAll('[data-item]')]);
const inField = (target) => target.closest('input, textarea, select, [contenteditable]') !== null;

function step(by) {
  const all = items();
  const now = all.findIndex((item) => item === document.activeElement || item.contains(document.activeElement));
  const next = all[Math.min(Math.max(now + by, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  e: () => ((document.activeElement.closest('[data-draft]') ?? document.querySelector('[data-draft]'))?.querySelector('textarea') ?? document.querySelector('[data-edit]'))?.focus(),
  r: () => document.querySelector('[data-release] button, [data-done] button')?.focus(),
  '?': () => { const list = document.getElementById('keys'); list.hidden = !list.hidden; },
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape' && inField(event.target)) {
    (event.target.closest('[data-draft]') ?? document.body).focus();
    event.target.blur();
  } else if (keys[event.key] && !inField(event.target)) {
    event.preventDefault();
    keys[event.key]();
  }
});

document.documentElement.dataset.keys = 'on';

document.addEventListener('htmx:configRequest', (event) => {
  event.detail.headers['X-CSRF'] = document.querySelector('input[name=csrf]').value;
});

document.addEventListener('htmx:beforeSwap', (event) => {
  if (event.detail.xhr.status >= 400) event.detail.shouldSwap = true;
});

for (const button of document.querySelectorAll('[data-copy]')) {
  button.addEventListener('click', async () => {
    const text = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = button.dataset.copied;
    } catch {
      getSelection().selectAllChildren(text);
    }
  });
}

// Only while something is unsaved: a browser does not keep a page that listens for going back to it.
const keep = (event) => event.preventDefault();
document.addEventListener('input', (event) => { if (event.target.matches('.draft textarea')) addEventListener('beforeunload', keep); });
document.addEventListener('submit', () => removeEventListener('beforeunload', keep));
document.querySelector('[data-chosen]')?.scrollIntoView({ block: 'nearest' });
