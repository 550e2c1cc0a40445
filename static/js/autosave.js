// What is typed is kept by the server every few seconds; while the server cannot be reached, by this browser.

const PAUSE = 2500; // milliseconds without a key before the words are sent
const form = () => document.querySelector("[data-entry]");
const settings = () => form()?.dataset ?? {};
const place = () => `ketikan:${settings().user}:${settings().agreement || settings().key}`;
const cookie = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
const clock = new Intl.DateTimeFormat("id-ID", { hour: "2-digit", minute: "2-digit" });

let timer, busy = false, again = false, sent = "";

function raw() {
  const data = {};
  for (const [name, value] of new FormData(form())) {
    if (typeof value !== "string" || ["csrfmiddlewaretoken", "jenis_berkas"].includes(name)) continue;
    (data[name] ??= []).push(value);
  }
  return data;
}
// A warning stays until the server answers: were it to go with the blur of a field, the bar would shrink under the mouse
// and a press of "Simpan" would land beside the button.
function say(text, tone = "", ...more) {
  const line = document.querySelector("[data-autosave]");
  if (!line || (!tone && line.classList.contains("warn"))) return;
  line.className = `autosave ${tone}`;
  line.replaceChildren(text, ...more);
}
function remember(data) {
  try { localStorage.setItem(place(), JSON.stringify({ at: Date.now(), data, version: form().elements.versi?.value ?? "" })); } catch { /* a full or closed store */ }
}
function forget() {
  try { localStorage.removeItem(place()); } catch { /* as above */ }
}
function signInLink() {
  const link = Object.assign(document.createElement("a"), { target: "_blank", rel: "noopener", textContent: settings().wordsSignIn });
  link.href = `${settings().loginUrl}?next=${encodeURIComponent(location.pathname + location.search)}`;
  return link;
}

async function keep() {
  if (!form()) return;
  if (busy) { again = true; return; }
  const data = raw();
  const body = JSON.stringify({
    key: settings().key || null, agreement: settings().agreement || null,
    base_version: Number(form().elements.versi?.value) || null, data,
  });
  if (body === sent) return;
  busy = true;
  say(settings().wordsSaving);
  try {
    const response = await fetch(settings().keepUrl, {
      method: "POST", body, redirect: "manual", keepalive: body.length < 60000,
      headers: { "Content-Type": "application/json", "X-CSRFToken": cookie() ?? "", "HX-Request": "true" },
    });
    if (response.ok) {
      sent = body;
      forget();
      say(`${settings().wordsSaved} ${(await response.json()).at}`, "ok");
    } else {
      remember(data);
      if ([401, 403].includes(response.status) || response.type === "opaqueredirect") {
        say(`${settings().wordsSignedOut} `, "warn", signInLink(), ` ${settings().wordsThen}`);
      } else if (response.status === 422) say(settings().wordsTooLong, "warn");
      else { say(settings().wordsFailed, "warn"); later(15000); }
    }
  } catch {
    remember(data);
    say(settings().wordsOffline, "warn");
    later(10000);
  } finally {
    busy = false;
    if (again) { again = false; later(400); }
  }
}
function later(pause = PAUSE) {
  clearTimeout(timer);
  timer = setTimeout(keep, pause);
}
function changed(event) {
  if (!event.target.closest?.("[data-entry]") || event.target.type === "file") return;
  say(settings().wordsTyping);
  later();
}
document.addEventListener("input", changed);
document.addEventListener("change", changed);
document.addEventListener("htmx:afterSettle", (event) => { if (event.target.id === "para-pihak") later(600); });
addEventListener("online", () => later(200));
addEventListener("focus", () => { if (document.querySelector(".autosave.warn")) later(300); });
// Leaving or closing: the last words still go, as far as the browser lets them.
addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden" && timer) { clearTimeout(timer); keep(); } });
// A save on its way takes over from here: what it holds is newer than anything typed before it.
document.addEventListener("submit", (event) => {
  if (event.target.matches?.("[data-entry]")) { clearTimeout(timer); timer = 0; remember(raw()); }
  if (event.submitter?.dataset.dropTyped !== undefined) forget();
}, true);
document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  if (target !== form()) return;
  const { status } = detail.xhr;
  if (status === 204 || status === 409) forget();
  const why = reason(status);
  if (why.length) say(why[0], "warn", ...why.slice(1));
});
function reason(status) {
  if (status === 401) return [`${settings().wordsSignedOut} `, signInLink(), ` ${settings().wordsThen}`];
  if (status === 0) return [settings().wordsOffline];
  return status >= 500 ? [settings().wordsFailed] : [];
}
// The dialog of a new partner lies above the line of this form, so it says the same in its own place.
document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  const box = target.closest?.("#mitra-baru");
  if (box && detail.requestConfig.verb === "post") box.querySelector("[data-quick-problem]").replaceChildren(...reason(detail.xhr.status));
});
document.addEventListener("quick:unanswered", ({ detail }) => say(reason(detail)[0] ?? settings().wordsFailed, "warn", ...reason(detail).slice(1)));

// --- Typed while the server was out of reach: offered when the same page opens again -----------------------------------------
function offer() {
  const box = document.querySelector("[data-local-offer]");
  let kept;
  try { kept = JSON.parse(localStorage.getItem(place()) ?? "null"); } catch { kept = null; }
  if (!box || !kept?.data) return;
  const restored = Date.parse(settings().restored || "") || 0;
  if (kept.at <= restored + 1000 || JSON.stringify(kept.data) === JSON.stringify(raw())) { forget(); return; }
  box.hidden = false;
  box.className = "notice notice-warn";
  const text = Object.assign(document.createElement("p"), { textContent: `${settings().wordsFound} (${clock.format(kept.at)}).` });
  const row = Object.assign(document.createElement("div"), { className: "cluster" });
  const use = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-primary btn-sm", textContent: settings().wordsUse });
  const drop = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-secondary btn-sm", textContent: settings().wordsDrop });
  use.addEventListener("click", async () => {
    const response = await fetch(settings().keepUrl, {
      method: "POST",
      body: JSON.stringify({ key: settings().key || null, agreement: settings().agreement || null, base_version: Number(kept.version) || null, data: kept.data }),
      headers: { "Content-Type": "application/json", "X-CSRFToken": cookie() ?? "", "HX-Request": "true" },
    });
    if (!response.ok) return;
    forget();
    const address = new URL(location.href);
    address.searchParams.set(settings().agreement ? "pakai" : "kunci", settings().agreement ? "ketikan" : settings().key);
    location.assign(address);
  });
  drop.addEventListener("click", () => { forget(); box.hidden = true; });
  row.append(use, drop);
  const body = Object.assign(document.createElement("div"), { className: "notice-body" });
  body.append(text, row);
  box.replaceChildren(body);
}
offer();
