// Date fields: the day in words, a calendar beside it, and the last day that follows from the term (data-entry and
// data-term-form). Everything here also works, with more typing, without JavaScript.

// --- Dates in words, and a calendar beside them ---------------------------------------------------------------------------
const MONTHS = ["januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember"];
function dateOf(text) {
  const figures = text.match(/^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/) ?? text.match(/^(\d{1,2})\s+([a-z]+)\s+(\d{4})$/i);
  if (!figures) return null;
  const month = Number(figures[2]) || MONTHS.indexOf(figures[2].toLowerCase()) + 1;
  const day = new Date(Number(figures[3]), month - 1, Number(figures[1]), 12);
  return month && day.getMonth() === month - 1 && day.getDate() === Number(figures[1]) ? day : null;
}
const spoken = new Intl.DateTimeFormat("id-ID", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const typed = (day) => [day.getDate(), day.getMonth() + 1].map((n) => String(n).padStart(2, "0")).join("-") + `-${day.getFullYear()}`;

function sayDate(input, before = "") {
  const echo = input.closest(".field").querySelector("[data-date-words]");
  const day = dateOf(input.value.trim());
  if (echo) echo.textContent = day ? `${before ? `${before} ` : ""}${spoken.format(day)}` : "";
}
function withCalendar(input) {
  if (input.dataset.date === "ready" || input.readOnly) return;
  input.dataset.date = "ready";
  const box = document.createElement("div");
  box.className = "date-box";
  input.before(box);
  const picker = Object.assign(document.createElement("input"), { type: "date", tabIndex: -1, className: "date-picker" });
  picker.setAttribute("aria-hidden", "true");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-secondary date-button" });
  const label = input.closest(".field").querySelector("label")?.firstChild?.textContent.trim() ?? "";
  button.setAttribute("aria-label", `${input.form?.dataset.wordsCalendar ?? "Kalender"}: ${label}`);
  const icon = document.querySelector("svg.icon use")?.getAttribute("href").split("#")[0];
  button.innerHTML = `<svg class="icon" aria-hidden="true" focusable="false"><use href="${icon}#calendar3"></use></svg>`;
  const echo = Object.assign(document.createElement("p"), { className: "date-words" });
  echo.dataset.dateWords = "";
  echo.setAttribute("aria-live", "polite");
  box.append(input, picker, button);
  box.after(echo);
  button.addEventListener("click", () => {
    const day = dateOf(input.value.trim());
    if (day) picker.value = typed(day).split("-").reverse().join("-");
    picker.showPicker?.();
  });
  picker.addEventListener("change", () => {
    if (!picker.value) return;
    input.value = picker.value.split("-").reverse().join("-");
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.focus();
  });
  sayDate(input);
}
document.addEventListener("input", ({ target }) => { if (target.dataset?.date !== undefined) sayDate(target); });

// --- The last day follows from the term -----------------------------------------------------------------------------------
async function fillEnd(form) {
  const { duration_text: duration, effective_from: from, signed_on: signed, ends_on: end } = form.elements;
  const length = duration?.value ?? form.dataset.duration ?? "";
  const start = from?.value.trim() || signed?.value.trim() || "";
  const rule = form.querySelector("[name=term_rule]:checked")?.value ?? "tetap";
  if (!end || !length || !start || rule !== "tetap" || (end.value && end.dataset.auto !== end.value)) return;
  const response = await fetch(`${form.dataset.termUrl}?${new URLSearchParams({ mulai: start, jangka: length })}`, { headers: { "HX-Request": "true" } });
  if (!response.ok) return;
  const { ends_on: day } = await response.json();
  if (!day || (end.value && end.dataset.auto !== end.value)) return;
  end.value = end.dataset.auto = day;
  sayDate(end, form.dataset.wordsFromTerm);
  end.dispatchEvent(new Event("change", { bubbles: true }));
}
document.addEventListener("change", ({ target }) => {
  const form = target.closest?.("[data-entry], [data-term-form]");
  if (form && ["duration_text", "effective_from", "signed_on", "term_rule"].includes(target.name)) fillEnd(form);
});

// --- At the start, and after every piece htmx brings ---------------------------------------------------------------------------
function arrive(root) {
  for (const input of root.querySelectorAll?.("[data-date]") ?? []) withCalendar(input);
}
arrive(document);
document.addEventListener("htmx:load", (event) => arrive(event.detail.elt));
