// Sends files in pieces. What the server has is what counts: after any break it is asked how far it came.
"use strict";
(() => {
  const MOST = 8 * 1024 * 1024, LEAST = 256 * 1024, AT_ONCE = 2, LONGEST_WAIT = 30000;
  const section = document.querySelector("[data-upload]");
  if (!section) return;
  const input = section.querySelector("input[type=file]"), list = section.querySelector("[data-list]");
  const token = section.dataset.csrf, url = section.dataset.upload, limit = Number(section.dataset.limit);
  const language = document.documentElement.lang;
  const text = (name, values = {}) =>
    Object.entries(values).reduce((all, [key, value]) => all.replace("$" + key, () => value), section.dataset[name] || "");
  const number = (value, digits) => new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
  const bytes = (value) => {
    const units = ["B", "kB", "MB", "GB", "TB"];
    let unit = 0;
    while (value >= 999.5 && unit < units.length - 1) { value /= 1000; unit++; }
    return number(value, value < 10 && unit > 0 ? 1 : 0) + "\u00a0" + units[unit];
  };
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  const waiting = [];
  let going = 0, failed = false;

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const button = (label, act) => element("button", { type: "button", className: "btn quiet", textContent: label, onclick: act });

  // One line of the list.
  const line = (file) => {
    const bar = element("progress", { max: 1, value: 0 }), state = element("span", { className: "soft small" });
    bar.setAttribute("aria-label", file.name);
    const actions = element("span", { className: "line" });
    const row = element("li", {}, element("span", { className: "strong", textContent: file.name }), bar, state, actions);
    list.append(row);
    return {
      say(words, kind) { state.textContent = words; row.dataset.state = kind || ""; },
      progress(sent, rate) {
        bar.value = file.size ? sent / file.size : 1;
        const left = rate > 0 ? (file.size - sent) / rate : 0;
        state.textContent = text("sending", {
          sent: bytes(sent), size: bytes(file.size), share: number(100 * sent / file.size, 1),
          rate: rate > 0 ? bytes(rate) : "…",
          left: left >= 90 ? number(left / 60, 0) + "\u00a0min" : number(left, 0) + "\u00a0s",
        });
      },
      offer(...buttons) { actions.replaceChildren(...buttons); },
      end() { bar.remove(); actions.replaceChildren(); },
    };
  };

  const post = (path, fields) => fetch(path, {
    method: "POST", headers: { "X-CSRF-Token": token, "Accept": "application/json" }, body: new URLSearchParams(fields),
  });

  class Refused extends Error {}

  const begin = async (file, clash) => {
    const answer = await post(url, { name: file.name, size: file.size, modified: file.lastModified, clash });
    if (answer.status === 201 || answer.status === 409) return answer.json();
    if (answer.status === 422) throw new Refused((await answer.json()).problem);
    if (answer.status === 401 || answer.status === 403) throw new Refused(text("stranger"));
    throw new Error("" + answer.status);
  };

  // Answers {status, offset}; status 0 when the connection broke.
  const piece = (id, file, from, to, sending, control) => new Promise((done) => {
    const request = new XMLHttpRequest();
    control.abort = () => request.abort();
    request.open("PATCH", url + "/" + id);
    request.setRequestHeader("X-CSRF-Token", token);
    request.setRequestHeader("Upload-Offset", from);
    request.setRequestHeader("Content-Type", "application/offset+octet-stream");
    request.upload.onprogress = (event) => sending(from + event.loaded);
    request.onloadend = () => {
      let offset = Number(request.getResponseHeader("Upload-Offset") ?? NaN), problem = "";
      if (request.status === 422) try { problem = JSON.parse(request.responseText).problem; } catch { /* a proxy said it */ }
      done({ status: request.status, offset, problem });
    };
    request.send(file.slice(from, to));
  });

  const offsetOf = async (id) => {
    const answer = await fetch(url + "/" + id, { headers: { "Accept": "application/json" } });
    if (answer.status === 401 || answer.status === 403) throw new Refused(text("stranger"));
    if (answer.status === 404) throw new Refused(text("gone"));
    if (!answer.ok) throw new Error("" + answer.status);
    return (await answer.json()).offset;
  };

  // Sends all pieces; waits longer with each failure in a row.
  const send = async (file, id, offset, shown, control) => {
    let size = MOST, wait = 0, began = Date.now(), first = offset;
    const rate = (sent) => (sent - first) / Math.max(0.5, (Date.now() - began) / 1000);
    do {
      shown.progress(offset, rate(offset));
      const answer = await piece(id, file, offset, Math.min(file.size, offset + size), (sent) => shown.progress(sent, rate(sent)), control);
      if (control.stopped) return false;
      if (answer.status === 200) { offset = answer.offset; wait = 0; continue; }
      if (answer.status === 422) throw new Refused(answer.problem);
      if (answer.status === 401 || answer.status === 403) throw new Refused(text("stranger"));
      if (answer.status === 413 && size > LEAST) { size /= 2; continue; }
      wait = Math.min(LONGEST_WAIT, wait ? wait * 2 : 1000);
      shown.say(text("broken", { seconds: number(wait / 1000, 0) }), "warn");
      await pause(wait);
      if (control.stopped) return false;
      try { offset = await offsetOf(id); } catch (error) { if (error instanceof Refused) throw error; }
      began = Date.now(); first = offset;
    } while (offset < file.size);
    return true;
  };

  const ask = (file, free, shown) => new Promise((done) => {
    shown.say(text("taken", { name: file.name }), "warn");
    shown.offer(button(text("both", { name: free }), () => done("both")), button(text("replace"), () => done("replace")), button(text("leave"), () => done("")));
  });

  const take = async (file, shown) => {
    const control = { stopped: false, abort() {} };
    try {
      if (file.size > limit) throw new Refused(text("large", { size: bytes(file.size), limit: bytes(limit) }));
      let began = await begin(file, "");
      if (began.taken) {
        const clash = await ask(file, began.free, shown);
        if (!clash) { shown.end(); shown.say(text("left")); return; }
        began = await begin(file, clash);
      }
      shown.offer(button(text("stop"), () => { control.stopped = true; control.abort(); }));
      const all = await send(file, began.id, began.offset, shown, control);
      shown.end();
      shown.say(all ? text("done") : text("stopped"), all ? "ok" : "warn");
      failed = failed || !all;
    } catch (error) {
      failed = true;
      shown.end();
      shown.say(error instanceof Refused ? error.message : text("failed"), "bad");
    }
  };

  const next = () => {
    while (going < AT_ONCE && waiting.length) {
      const [file, shown] = waiting.shift();
      going++;
      take(file, shown).finally(() => {
        going--;
        next();
        if (!going && !failed) setTimeout(() => { location.href = section.dataset.page; }, 900);
      });
    }
  };

  const add = (files) => {
    for (const file of files) {
      const shown = line(file);
      shown.say(text("waiting"));
      waiting.push([file, shown]);
    }
    next();
  };

  input.addEventListener("change", () => { add(input.files); input.value = ""; });
  const drop = section.querySelector("[data-drop]");
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => { event.preventDefault(); drop.classList.remove("over"); add(event.dataTransfer.files); });
  window.addEventListener("beforeunload", (event) => { if (going) event.preventDefault(); });
})();
