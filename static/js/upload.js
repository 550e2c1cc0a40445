// Files by drag or picker, one request each, with progress. Without this script the form sends them all at once.
// A file that fails stays in the list with its reason and a button to try again: nothing chosen is lost.

function send(form, file, row) {
  const input = form.querySelector('input[type="file"]');
  return new Promise((resolve) => {
    const body = new FormData(form);
    body.delete(input.name);
    body.append(input.name, file, file.name);
    // Whoever signed in again in another tab has a new token.
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    if (token) body.set("csrfmiddlewaretoken", token);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "text";
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      row.bar.max = event.total;
      row.bar.value = event.loaded;
      const percent = Math.round((event.loaded / event.total) * 100);
      row.say(percent < 100 ? `${percent} % ${form.dataset.sending}` : form.dataset.checking);
    });
    const fail = (text) => { row.fail([text]); resolve(false); };
    request.addEventListener("error", () => fail(form.dataset.failed));
    request.addEventListener("abort", () => fail(form.dataset.failed));
    request.addEventListener("load", () => {
      let answer;
      try { answer = JSON.parse(request.responseText); } catch { return fail(form.dataset.ended); }
      if (answer.errors.length) { row.fail(answer.errors); return resolve(false); }
      row.done(answer.stored[0]);
      return resolve(true);
    });
    request.send(body);
  });
}

function addRow(list, form, file, retry) {
  const item = document.createElement("li");
  item.className = "list-row";
  const name = document.createElement("div");
  const title = document.createElement("p");
  title.textContent = file.name;
  const state = document.createElement("p");
  state.className = "meta";
  state.textContent = form.dataset.waiting;
  const bar = document.createElement("progress");
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  name.append(title, state);
  item.append(name, bar);
  list.append(item);
  list.hidden = false;
  const row = {
    bar,
    ok: false,
    say(text) { state.textContent = text; },
    done(stored) {
      row.ok = true;
      state.textContent = form.dataset.done;
      bar.remove();
      const link = Object.assign(document.createElement("a"), { href: stored.url, textContent: stored.name });
      title.replaceChildren(link);
    },
    fail(reasons) {
      state.textContent = reasons.join(" ");
      state.className = "field-error";
      bar.hidden = true;
      const again = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-secondary", textContent: form.dataset.retry });
      again.addEventListener("click", () => { again.remove(); state.className = "meta"; bar.hidden = false; retry(row); });
      item.append(again);
    },
  };
  return row;
}

function enhance(form) {
  const input = form.querySelector('input[type="file"]');
  const list = form.querySelector("[data-progress]");
  const zone = form.querySelector("[data-dropzone]");
  const chosen = new DataTransfer();

  const take = (files) => {
    for (const file of files) {
      const known = [...chosen.files].some((one) => one.name === file.name && one.size === file.size);
      if (!known) chosen.items.add(file);
    }
    input.files = chosen.files;
  };
  input.addEventListener("change", () => {
    chosen.items.clear();
    take([...input.files]);
  });
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => { event.preventDefault(); zone.classList.add("over"); });
  }
  for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => { event.preventDefault(); take(event.dataTransfer.files); });

  form.addEventListener("submit", async (event) => {
    const files = [...input.files];
    // What only the server can say (no file, no kind) is answered by the page itself.
    if (!files.length || !form.reportValidity()) return;
    event.preventDefault();
    const button = form.querySelector(".form-actions button");
    button.setAttribute("aria-disabled", "true");
    list.replaceChildren();
    const settle = () => { if (rows.every((row) => row.ok)) location.assign(form.action); };
    const again = async (row) => { await send(form, row.file, row); settle(); };
    const rows = files.map((file) => Object.assign(addRow(list, form, file, again), { file }));
    for (const row of rows) {
      if (row.file.size > Number(form.dataset.max)) row.fail([form.dataset.tooLarge]);
      else await send(form, row.file, row);
    }
    button.removeAttribute("aria-disabled");
    settle();
  });
}

for (const form of document.querySelectorAll("form[data-upload]")) {
  form.dataset.multi = "";
  enhance(form);
}
