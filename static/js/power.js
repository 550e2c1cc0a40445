// Who signs by power of attorney is asked for the letter: its fields open with the choice. Without JavaScript they
// open when the form comes back with its warning.
document.addEventListener("change", ({ target }) => {
  if (!target.name?.endsWith("-capacity") || !target.value.startsWith("kuasa")) return;
  const more = target.closest(".party-row")?.querySelector("details.more");
  if (more) more.open = true;
});
