// Theme and definitions. Loaded before the page is drawn, so that a chosen theme never flashes.
"use strict";
(() => {
  const root = document.documentElement;
  const order = ["auto", "light", "dark"];
  const chosen = () => {
    try { return localStorage.getItem("perenne-theme") || "auto"; } catch { return "auto"; }
  };
  const apply = (theme) => {
    if (theme === "auto") delete root.dataset.theme; else root.dataset.theme = theme;
    document.dispatchEvent(new CustomEvent("perenne:theme"));
  };
  apply(chosen());

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-next]");
    if (!button) return;
    const next = order[(order.indexOf(chosen()) + 1) % order.length];
    try { localStorage.setItem("perenne-theme", next); } catch { /* a private window keeps nothing */ }
    apply(next);
    name(button);
  });
  const name = (button) => { button.textContent = button.dataset[chosen()] || button.textContent; };
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-theme-next]").forEach(name);
  });

  // Escape closes a definition that hover or focus has opened.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.activeElement?.classList.contains("def")) document.activeElement.blur();
  });
})();

// A choice among runs shows at once; without scripts the button beside it does.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
});

// A page of something that goes on is told how far it is; without scripts it is read again.
document.addEventListener("DOMContentLoaded", () => {
  const live = document.querySelector("[data-events]");
  if (!live || !window.EventSource) return;
  const events = new EventSource(live.dataset.events);
  events.addEventListener("progress", (event) => { live.innerHTML = event.data; });
  events.addEventListener("end", () => { events.close(); location.reload(); });
  events.addEventListener("error", () => {
    if (events.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 5000);
  });
});

// A form whose answer is a piece of the page is asked again as it is filled in; without scripts the button does.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("form[data-live]").forEach((form) => {
    const target = form.parentElement.querySelector("[data-live-target]");
    let waiting = 0;
    let asked = null;
    const ask = async () => {
      asked?.abort();
      asked = new AbortController();
      try {
        const answer = await fetch(`${form.dataset.live}?${new URLSearchParams(new FormData(form))}`, { signal: asked.signal });
        if (answer.ok) target.innerHTML = await answer.text();
      } catch { /* a newer question was asked, or the server is away: the button remains */ }
    };
    form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 250); });
  });
});
