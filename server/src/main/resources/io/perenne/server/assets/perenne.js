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

// What is wider than the screen is scrolled by keyboard too, also where nothing in it takes the focus.
(() => {
  const look = () => document.querySelectorAll(".scroll, pre").forEach((each) => {
    const hidden = each.scrollWidth > each.clientWidth && getComputedStyle(each).overflowX !== "visible";
    if (hidden && !each.querySelector("a[href], button, input, select, textarea, summary")) each.tabIndex = 0;
    else each.removeAttribute("tabindex");
  });
  document.addEventListener("DOMContentLoaded", look);
  window.addEventListener("load", look);
  window.addEventListener("resize", look);
})();

// A choice among runs shows at once; without scripts the button beside it does.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
});

// A form that counts says so while it is filled; without scripts its button does.
let counting = 0;
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form || !form.matches("[data-count]") || event.target.matches("[data-submit]")) return;
  const asked = ++counting;
  setTimeout(async () => {
    if (asked !== counting) return;
    const body = new URLSearchParams(new FormData(form));
    body.set("do", "look");
    const answer = await fetch(form.action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (asked !== counting) return;
    for (const id of ["count", "sample"]) {
      const fresh = page.getElementById(id);
      if (fresh) document.getElementById(id).replaceWith(fresh);
    }
  }, 400);
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

// The box of every page: what it finds stands below it, arrows walk through it, / leads there from anywhere.
document.addEventListener("DOMContentLoaded", () => {
  const forms = [...document.querySelectorAll("form[data-find]")];
  forms.forEach((form) => {
    const input = form.querySelector("input[type=search]");
    const hits = form.querySelector(".hits");
    let waiting = 0;
    let asked = null;
    const close = () => { hits.hidden = true; };
    const ask = async () => {
      asked?.abort();
      if (!input.value.trim()) { close(); return; }
      asked = new AbortController();
      try {
        const answer = await fetch(`${form.dataset.find}?${new URLSearchParams(new FormData(form))}`, { signal: asked.signal });
        if (answer.ok) { hits.innerHTML = await answer.text(); hits.hidden = false; }
      } catch { /* a newer text was typed, or the server is away: Enter still asks for the page */ }
    };
    input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 180); });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { close(); input.focus(); return; }
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp" || hits.hidden) return;
      const links = [input, ...hits.querySelectorAll("a")];
      const next = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      links[Math.max(0, Math.min(links.length - 1, next))].focus();
      event.preventDefault();
    });
    form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) close(); });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const shown = forms.map((form) => form.querySelector("input[type=search]")).find((input) => input.offsetParent);
    if (shown) { shown.focus(); event.preventDefault(); }
  });
});
