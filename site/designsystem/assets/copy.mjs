// Puts a button beside a link that is shown to be copied. Without a script, the link can be selected.

function addButton(field) {
  const button = document.createElement("button");
  const said = document.createElement("span");
  button.type = "button";
  button.className = "nhsuk-button nhsuk-button--secondary nhsuk-u-margin-top-3 nhsuk-u-margin-bottom-0";
  button.textContent = field.dataset.copy;
  said.setAttribute("role", "status");
  said.className = "nhsuk-u-visually-hidden";
  const copied = () => {
    button.textContent = "Copied";
    said.textContent = "Copied";
  };
  // Where the browser does not allow it, the link is at least selected.
  const select = () => field.select();
  button.addEventListener("click", () => navigator.clipboard.writeText(field.value).then(copied, select));
  field.after(button, said);
}

export function initCopying() {
  if (navigator.clipboard) document.querySelectorAll("[data-copy]").forEach(addButton);
}
