// Small helps for pages that work without them. One module, no imports: hashed file names need no rewriting.

// --- A dialog with a few buttons; gives the value of the one that was pressed, nothing for Escape -----------------------
function dialog(sentence, buttons, ...more) {
  const box = document.createElement("dialog");
  box.className = "ask";
  box.setAttribute("aria-labelledby", "ask-sentence");
  const text = document.createElement("p");
  text.id = "ask-sentence";
  text.textContent = sentence;
  const row = document.createElement("form");
  row.method = "dialog";
  row.className = "cluster";
  row.dataset.multi = "";
  for (const [value, label, css] of buttons) {
    const button = document.createElement("button");
    button.value = value;
    button.textContent = label;
    button.className = css;
    button.autofocus = value === "no";
    row.append(button);
  }
  box.append(text, ...more, row);
  document.body.append(box);
  box.showModal();
  return new Promise((resolve) => {
    box.addEventListener("close", () => { box.remove(); resolve(box.returnValue === "yes"); });
  });
}

// --- Ask before a dangerous move: data-confirm on a form or on one of its buttons ---------------------------------
const cancelWord = () => document.body.dataset.cancel ?? "Batal";
const ask = (sentence, verb) => dialog(sentence, [["yes", verb, "btn btn-danger btn-solid"], ["no", cancelWord(), "btn btn-secondary"]]);

// --- Chosen files wait here, not in a lost answer: a form that has some asks first whether the session still lives -------
// Words that were typed come back with the page (403); files a browser cannot put in again. And while the browser knows
// that it is cut off, no form leaves.
const mayGo = new WeakSet();
const hasFiles = (form) => [...form.elements].some((input) => input.files?.length);

async function whyNot() {
  const { sessionUrl, wordsSignedOut, wordsOffline } = document.body.dataset;
  try {
    const { status } = await fetch(sessionUrl, { cache: "no-store" });
    return { 204: "", 401: wordsSignedOut }[status] ?? wordsOffline;
  } catch {
    return wordsOffline;
  }
}
async function sendOnceSignedIn(form, button) {
  sent.add(form);
  let reason = await whyNot();
  while (reason) {
    const { loginUrl, wordsSignIn, wordsAgain } = document.body.dataset;
    const door = Object.assign(document.createElement("a"), { href: loginUrl, target: "_blank", rel: "noopener", textContent: wordsSignIn });
    const line = document.createElement("p");
    line.append(door);
    const more = reason === document.body.dataset.wordsSignedOut ? [line] : [];
    const again = await dialog(reason, [["yes", wordsAgain, "btn btn-primary"], ["no", cancelWord(), "btn btn-secondary"]], ...more);
    if (!again) {
      release(form.parentElement);
      return;
    }
    reason = await whyNot();
  }
  sent.delete(form);
  mayGo.add(form);
  form.requestSubmit(button ?? undefined);
  mayGo.delete(form);
}

// --- Send once: a second press waits for the first answer ----------------------------------------------------------
const sent = new WeakSet();
const agreed = new WeakSet();

// Signing in again, in this tab or another, gives a new token: a form opened before must not be refused for its old one.
function refreshToken(form) {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  if (token && form.elements.csrfmiddlewaretoken) form.elements.csrfmiddlewaretoken.value = token;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  const sentence = button?.dataset.confirm ?? form.dataset.confirm;
  if (sentence && !agreed.has(form) && !mayGo.has(form)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    const verb = button?.dataset.confirmOk ?? form.dataset.confirmOk ?? button?.textContent.trim();
    ask(sentence, verb).then((yes) => {
      if (!yes) return;
      agreed.add(form);
      form.requestSubmit(button ?? undefined);
      agreed.delete(form);
    });
    return;
  }
  // Not `form.method`: the form of a signing has a field of that name, which hides the form's own.
  if (form.getAttribute("method") !== "post" || form.dataset.multi !== undefined) return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  if (event.defaultPrevented) return;
  const isRisky = !navigator.onLine || hasFiles(form);
  if (isRisky && document.body.dataset.sessionUrl && !mayGo.has(form) && !form.hasAttribute("hx-post")) {
    event.preventDefault();
    event.stopImmediatePropagation();
    sendOnceSignedIn(form, button);
    return;
  }
  sent.add(form);
  refreshToken(form);
  // Not `disabled`: a disabled button would not send its own name and value.
  button?.setAttribute("aria-disabled", "true");
}, true);

function release(root) {
  for (const form of root.querySelectorAll?.("form") ?? []) sent.delete(form);
  for (const button of root.querySelectorAll?.('button[aria-disabled="true"]') ?? []) button.removeAttribute("aria-disabled");
}
addEventListener("pageshow", (event) => { if (event.persisted) release(document); });
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form) { sent.delete(form); release(form); }
});

// --- Searchable selects: the library is fetched only where a page has one -------------------------------------------
let selectLibrary;
function loadSelect() {
  const { tomSelectJs, tomSelectCss } = document.body.dataset;
  selectLibrary ??= new Promise((resolve, reject) => {
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: tomSelectCss });
    document.head.insertBefore(style, document.head.querySelector('link[href*="app"]'));
    const script = Object.assign(document.createElement("script"), { src: tomSelectJs, onload: resolve, onerror: reject });
    document.head.append(script);
  });
  return selectLibrary;
}
// As on a native select: Enter, space and the first letter open the list; the letter begins the search.
function openByKey(box, event) {
  const isLetter = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (box.isOpen || box.isDisabled || !(isLetter || event.key === "Enter" || event.key === " ")) return;
  event.preventDefault();
  event.stopPropagation();
  box.open();
  if (!isLetter) return;
  box.control_input.value = event.key;
  box.control_input.dispatchEvent(new Event("input", { bubbles: true }));
}
async function enhance(root) {
  const selects = [...(root.querySelectorAll?.("select[data-select]") ?? [])].filter((select) => !select.tomselect);
  if (!selects.length || !document.body.dataset.tomSelectJs) return;
  await loadSelect();
  for (const select of selects) {
    if (select.tomselect) continue;
    const empty = select.dataset.empty ?? "Tidak ditemukan";
    const options = {
      plugins: select.multiple ? ["remove_button"] : ["dropdown_input"],
      maxOptions: 600,
      refreshThrottle: 20, // milliseconds: Enter right after the last letter must choose what was typed
      allowEmptyOption: true,
      hidePlaceholder: false,
      render: { no_results: () => Object.assign(document.createElement("div"), { className: "no-results", textContent: empty }) },
    };
    // A page may say more about its own selects: where choices come from, what to do with an unknown name.
    select.dispatchEvent(new CustomEvent("select:options", { bubbles: true, detail: options }));
    const box = new window.TomSelect(select, options);
    if (!select.multiple) box.control.addEventListener("keydown", (event) => openByKey(box, event), true);
    select.setAttribute("aria-hidden", "true"); // the label now names the box that replaced it
  }
}

// --- Filters that apply themselves, printing, copying ----------------------------------------------------------------
document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-autosubmit]");
  if (form && event.target.type !== "search" && event.target.type !== "text") form.requestSubmit();
});
document.addEventListener("click", async (event) => {
  const target = event.target.closest?.("[data-print], [data-copy]");
  if (target?.dataset.print !== undefined) print();
  if (target?.dataset.copy !== undefined) {
    await navigator.clipboard?.writeText(target.dataset.copy);
    const before = target.textContent;
    target.textContent = target.dataset.copied ?? "Tersalin";
    setTimeout(() => { target.textContent = before; }, 2000);
  }
});

// --- Menus made of <details> close when one looks elsewhere -----------------------------------------------------------
const openMenus = () => document.querySelectorAll("details.menu[open]");
document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) { menu.open = false; menu.querySelector("summary").focus(); }
});

// --- At the start, and after every piece htmx brings ------------------------------------------------------------------
function arrive(root) {
  enhance(root);
  root.querySelector?.("[data-error-summary]")?.focus();
}
arrive(document);
document.addEventListener("htmx:load", (event) => arrive(event.detail.elt));

// --- A passkey that fails says so beside its button: refused, none here, or an address browsers know no keys for ------
document.addEventListener("allauth.error", (event) => {
  const place = document.querySelector("[data-passkey-failed]");
  if (!place) return;
  event.preventDefault();
  place.hidden = false;
  place.focus();
});
