// Entering what happened: after an answer, stand where the work goes on; Control+Enter previews, or saves the preview.
"use strict";

{
  const form = document.querySelector(".entry-form");

  const goOn = () => {
    const wrong = form.querySelector("[aria-invalid=true]");
    const added = new URLSearchParams(location.hash.slice(1)).get("row");
    const rows = added && document.querySelectorAll(`#${CSS.escape(added)} .entry-row`);
    if (wrong) {
      wrong.closest("details")?.setAttribute("open", "");
      wrong.focus();
    } else if (rows?.length) {
      rows[rows.length - 1].querySelector("input, select, textarea")?.focus();
    }
  };

  form?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[name=_save]") ?? form.querySelector("#preview-button"));
    }
  });
  // A new row comes back with the page: remember which sort was asked for.
  form?.addEventListener("submit", (event) => {
    const button = event.submitter?.name ?? "";
    form.action = button.startsWith("_add-") ? `#row=${button.slice("_add-".length)}` : "#";
  });
  if (form) {
    goOn();
  }
}
