// Suggestions below the public search box: a combobox with a list (ARIA Authoring Practices, "list autocomplete with
// manual selection"). Without this module the box is an ordinary search field.

const WAIT = 180; // milliseconds after the last key

function combobox(input) {
  const { suggestUrl, suggestLabel, suggestOne, suggestMany, suggestNone } = input.dataset;
  const list = document.createElement("ul");
  list.id = `${input.id}-saran`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", suggestLabel);
  list.hidden = true;
  const told = document.createElement("p");
  told.className = "visually-hidden";
  told.setAttribute("role", "status");
  input.after(list, told);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  input.autocomplete = "off";

  let active = -1;
  let timer = 0;
  let asking = null;

  function mark(place) {
    active = place;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    const option = list.children[place];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function close() {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  }

  function show(found) {
    list.replaceChildren(...found.map((one, at) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${at}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.url = one.alamat;
      const text = document.createElement("span");
      text.textContent = one.teks;
      const detail = document.createElement("small");
      detail.textContent = one.rincian;
      option.append(text, " ", detail);
      return option;
    }));
    mark(-1);
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    const sentence = found.length === 0 ? suggestNone : found.length === 1 ? suggestOne : suggestMany;
    told.textContent = sentence.replace("{n}", String(found.length));
  }

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`${suggestUrl}?q=${encodeURIComponent(input.value)}`, { signal: asking.signal });
      if (answer.ok && document.activeElement === input) show((await answer.json()).saran);
    } catch {
      // Another key was pressed, or the line is down: the search itself still works.
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.trim().length < 2) {
      close();
      told.textContent = "";
      return;
    }
    timer = setTimeout(ask, WAIT);
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const number = list.children.length;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      location.assign(list.children[active].dataset.url);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && number) {
      event.preventDefault();
      if (list.hidden) {
        list.hidden = false;
        input.setAttribute("aria-expanded", "true");
      }
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place more than there are options: between the last and the first the text itself is current.
      mark(((active + 1 + step + number + 1) % (number + 1)) - 1);
    } else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key) && active >= 0) {
      mark(-1);
    }
  });

  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
  input.addEventListener("blur", close);
}

document.querySelectorAll("input[data-suggest-url]").forEach(combobox);
