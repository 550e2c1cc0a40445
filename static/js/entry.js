// The form of a document: partners and parents found while typing, fields that only some need, files by dragging
// (dates and the term: dates.js). Everything here also works, with more clicks, without JavaScript.

const formOf = () => document.querySelector("[data-entry]");
const words = (name) => formOf()?.dataset[`words${name}`] ?? "";
const html = document.documentElement;
html.classList.add("has-js");

// --- Partners and parents: choices come while typing -------------------------------------------------------------------
async function answers(url, query) {
  const response = await fetch(`${url}?q=${encodeURIComponent(query)}`, { headers: { "HX-Request": "true" } });
  return response.ok ? (await response.json()).results : [];
}
const line = (data, escape) => `<div>${escape(data.text)}${data.note ? ` <span class="meta">${escape(data.note)}</span>` : ""}</div>`;

document.addEventListener("select:options", ({ target, detail }) => {
  const form = target.closest("[data-entry]");
  if (!form) return;
  const isParty = target.dataset.partySource !== undefined;
  if (!isParty && target.name !== "parent") return;
  Object.assign(detail, { preload: false, loadThrottle: 200, shouldLoad: (query) => query.trim().length > 1 });
  detail.load = (query, done) => answers(isParty ? form.dataset.partnersUrl : form.dataset.parentsUrl, query)
    .then((rows) => done(rows.map((row) => ({
      value: isParty ? `p${row.id}` : String(row.id),
      text: row.name,
      note: isParty ? [row.kind_label, row.alias].filter(Boolean).join(" · ") : row.note,
    }))), () => done());
  // The server has already judged what fits; a partner found by another name must not be filtered away again.
  detail.score = function score(search) { const own = this.getScoreFunction(search); return (item) => own(item) || (item.note === undefined ? 0 : 0.01); };
  detail.render = { ...detail.render, option: line, loading: () => Object.assign(document.createElement("div"), { className: "spinner" }) };
  if (isParty) {
    detail.create = (text, done) => { openQuickPartner(target, text); done(); };
    detail.render.option_create = (data, escape) => `<div class="create">${escape(words("NewPartner"))} <strong>${escape(data.input)}</strong></div>`;
  }
});

// --- A new partner without leaving the form ---------------------------------------------------------------------------
let waiting = null; // the select that gets the partner
async function openQuickPartner(select, name = "") {
  const dialog = document.querySelector("#mitra-baru");
  const asked = fetch(`${formOf().dataset.quickUrl}?nama=${encodeURIComponent(name)}`, { headers: { "HX-Request": "true" } });
  const answer = await asked.catch(() => ({ ok: false, status: 0 }));
  if (!answer.ok) {
    document.dispatchEvent(new CustomEvent("quick:unanswered", { detail: answer.status })); // autosave.js says why
    return;
  }
  waiting = select;
  const body = dialog.querySelector("[data-quick-body]");
  dialog.querySelector("[data-quick-problem]").replaceChildren();
  body.innerHTML = await answer.text();
  window.htmx?.process(body);
  document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: body } }));
  dialog.showModal();
}
function usePartner(id, name) {
  document.querySelector("#mitra-baru").close();
  if (!waiting) return;
  const value = `p${id}`;
  if (waiting.tomselect) {
    waiting.tomselect.addOption({ value, text: name });
    waiting.tomselect.setValue(value);
    waiting.tomselect.focus();
  } else {
    waiting.append(new Option(name, value, true, true));
    waiting.dispatchEvent(new Event("change", { bubbles: true }));
  }
  waiting = null;
}
function emptyPartySelect() {
  const selects = [...document.querySelectorAll("[data-party-source]")];
  return selects.find((select) => !select.value) ?? selects.at(-1);
}

document.addEventListener("click", (event) => {
  const open = event.target.closest("[data-quick-partner-open]");
  if (open && document.querySelector("#mitra-baru")?.showModal) {
    event.preventDefault();
    openQuickPartner(emptyPartySelect());
  }
  const use = event.target.closest("[data-use-partner]");
  if (use) usePartner(use.dataset.usePartner, use.dataset.partnerName);
  if (event.target.closest("[data-close-dialog]")) event.target.closest("dialog")?.close();
  const take = event.target.closest("[data-take-kind]");
  if (take) {
    event.preventDefault();
    const kind = formOf().elements.cooperation_kind;
    kind.value = take.dataset.takeKind;
    kind.dispatchEvent(new Event("change", { bubbles: true }));
    take.closest(".suggestion").remove();
    kind.focus();
  }
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target } = event.detail;
  if (xhr.status === 201 && target?.closest?.("#mitra-baru")) {
    event.detail.shouldSwap = false;
    const partner = JSON.parse(xhr.responseText);
    usePartner(partner.id, partner.name);
  }
  if (xhr.status === 422) Object.assign(event.detail, { shouldSwap: true, isError: false });
  if (xhr.status === 401) event.detail.isError = false; // autosave.js says so; the page and its words stay
  if (event.target !== formOf()) return;
  if ([403, 404, 409, 413].includes(xhr.status)) {
    event.detail.isError = false;
    sendPlainly(event.target, event.detail.requestConfig.triggeringEvent?.submitter);
  }
});
// An answer that is a page of its own (a conflict, a refusal): ask for it the plain way, so that the browser shows it.
function sendPlainly(form, button) {
  const input = Object.assign(document.createElement("input"), { type: "hidden", name: button?.name || "simpan", value: button?.value || "1" });
  form.append(input);
  if (cookie()) form.elements.csrfmiddlewaretoken.value = cookie();
  form.submit();
}

// --- Sending: fresh token, progress, and pages that replace this one ---------------------------------------------------
const cookie = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
document.addEventListener("htmx:configRequest", ({ detail }) => {
  const token = cookie();
  if (!token) return;
  detail.headers["X-CSRFToken"] = token;
  if (detail.parameters?.has?.("csrfmiddlewaretoken")) detail.parameters.set("csrfmiddlewaretoken", token);
});
document.addEventListener("htmx:xhr:progress", ({ target, detail }) => {
  const bar = target.querySelector?.("[data-upload-progress]");
  if (!bar || !target.querySelector("input[type=file]")?.files.length) return;
  bar.hidden = false;
  bar.value = detail.total ? (100 * detail.loaded) / detail.total : 0;
});

// --- Amounts, and what a choice folds away --------------------------------------------------------------------------------
document.addEventListener("change", ({ target }) => {
  const form = target.closest?.("[data-entry]");
  if (!form) return;
  if (["cooperation_kind", "relation", "visibility"].includes(target.name)) fold(form);
  if (target.dataset.rupiah !== undefined) target.value = rupiah(target.value);
});
function rupiah(text) {
  const match = text.replace(/^rp\.?\s*/i, "").match(/^(\d{1,16})(,\d{1,2})?$/);
  return match ? match[1].replace(/\B(?=(\d{3})+$)/g, ".") + (match[2] ?? "") : text;
}

// --- Fields that only some documents need ----------------------------------------------------------------------------------
function fold(form) {
  for (const part of form.querySelectorAll("[data-only-for]")) part.hidden = form.elements.cooperation_kind.value !== part.dataset.onlyFor;
  const reason = form.querySelector("[data-unless-public]");
  if (reason) reason.hidden = (form.querySelector("[name=visibility]:checked")?.value ?? "publik") === "publik" && !reason.querySelector(".field-invalid");
  const parent = form.elements.parent?.closest(".field");
  if (parent) parent.hidden = !form.elements.relation.value && !parent.classList.contains("field-invalid");
}

// --- Files: drag, look, say what each is, take back ---------------------------------------------------------------------------
const MAX = 50 * 1024 * 1024;
const TOGETHER = 2 * MAX; // the proxy in front lets no more through at once
const bags = new WeakMap();
function tooBig(files, index) {
  if (files[index].size > MAX) return words("TooBig");
  return [...files].slice(0, index + 1).reduce((sum, file) => sum + file.size, 0) > TOGETHER ? words("TooMuch") : "";
}
// A file that cannot arrive would take the whole form down with it: it is taken out, or saved next time.
addEventListener("submit", (event) => {
  const row = event.target.matches?.("[data-entry]") && event.target.querySelector("[data-file-list] .field-error")?.closest("li");
  if (!row) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  row.querySelector("button").focus();
}, true);
function showFiles(zone) {
  const input = zone.querySelector("input[type=file]");
  const general = zone.querySelector("[data-file-kinds]");
  const list = zone.querySelector("[data-file-list]");
  const kinds = [...list.querySelectorAll("select")].map((select) => select.value);
  list.replaceChildren();
  [...input.files].forEach((file, index) => {
    const item = document.createElement("li");
    const name = Object.assign(document.createElement("span"), { textContent: file.name });
    const size = Object.assign(document.createElement("span"), { className: "meta", textContent: `${(file.size / 1e6).toFixed(1).replace(".", ",")} MB` });
    item.append(name, size);
    const reason = tooBig(input.files, index);
    if (reason) item.append(Object.assign(document.createElement("strong"), { className: "field-error", role: "alert", textContent: reason }));
    if (general) {
      const kind = general.cloneNode(true);
      kind.removeAttribute("id");
      kind.removeAttribute("data-file-kinds");
      kind.disabled = false;
      kind.hidden = false;
      kind.setAttribute("aria-label", `${words("Kind")} ${file.name}`);
      kind.value = kinds[index] ?? general.value;
      item.append(kind);
    }
    const remove = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-quiet btn-sm", textContent: words("Remove") });
    remove.setAttribute("aria-label", `${words("Remove")} ${file.name}`);
    remove.addEventListener("click", () => setFiles(zone, [...input.files].filter((_one, at) => at !== index)));
    item.append(remove);
    list.append(item);
  });
  if (general) {
    general.hidden = input.files.length > 0;
    general.disabled = input.files.length > 0;
  }
}
function setFiles(zone, files) {
  const bag = new DataTransfer();
  for (const file of files) bag.items.add(file);
  const input = zone.querySelector("input[type=file]");
  input.files = bag.files;
  bags.set(zone, files);
  showFiles(zone);
}
function withDrop(zone) {
  if (zone.dataset.dropzone === "ready") return;
  zone.dataset.dropzone = "ready";
  const input = zone.querySelector("input[type=file]");
  input.addEventListener("change", () => {
    const before = input.multiple ? (bags.get(zone) ?? []) : [];
    const fresh = [...input.files].filter((file) => !before.some((one) => one.name === file.name && one.size === file.size));
    setFiles(zone, [...before, ...fresh]);
  });
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); });
  }
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    const dropped = [...event.dataTransfer.files];
    if (dropped.length) setFiles(zone, input.multiple ? [...(bags.get(zone) ?? []), ...dropped] : dropped.slice(0, 1));
  });
}

// --- The side index says where one is -----------------------------------------------------------------------------------------
const links = () => [...document.querySelectorAll("[data-side-index] a")];
const seen = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    for (const link of links()) link.toggleAttribute("aria-current", false);
    links().find((link) => link.hash === `#${target.id}`)?.setAttribute("aria-current", "true");
  }
}, { rootMargin: "-15% 0px -75% 0px" });

// --- At the start, and after every piece htmx brings ---------------------------------------------------------------------------
function arrive(root) {
  for (const zone of root.querySelectorAll?.("[data-dropzone]") ?? []) withDrop(zone);
  for (const part of root.querySelectorAll?.(".form-section[id]") ?? []) seen.observe(part);
  const form = formOf();
  if (form) fold(form);
  const row = root.querySelector?.("[data-focus-here]") ?? (root.matches?.("[data-focus-here]") ? root : null);
  if (row) setTimeout(() => (row.querySelector(".ts-control input, .ts-control") ?? row.querySelector("select, input"))?.focus(), 60);
}
arrive(document);
document.addEventListener("htmx:load", (event) => arrive(event.detail.elt));
