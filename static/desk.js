// Say to a screen reader which field an autocomplete belongs to: select2 names its box by the value chosen only.
"use strict";

{
  const nameBoxes = () => {
    for (const select of document.querySelectorAll("select.admin-autocomplete")) {
      const box = select.nextElementSibling?.querySelector("[role=combobox]");
      const words = select.labels?.[0]?.textContent.trim() || select.getAttribute("aria-label");
      if (!box || !words) {
        continue;
      }
      const value = box.querySelector("[role=textbox]");
      value?.setAttribute("aria-label", words);
      box.removeAttribute("aria-labelledby");
      box.setAttribute("aria-label", words);
      box.setAttribute("aria-describedby", value?.id ?? "");
    }
  };

  // After Django's own listeners have made the boxes: jQuery keeps the order in which it was asked.
  window.addEventListener("load", () => django.jQuery(nameBoxes));
  document.addEventListener("formset:added", () => setTimeout(nameBoxes));
}

// Where the work goes on: on what is wrong, else on the button or field the page names, else on the first field.
{
  const FIELDS = "input:not([type=hidden]):not([type=submit]):not([type=file]), select, textarea";
  const open = (field) => {
    for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
    field.focus();
  };

  const goOn = () => {
    const content = document.querySelector("#content");
    if (!content || location.hash.length > 1) {
      return;
    }
    const form = content.querySelector("form[id$=_form], form#changelist-search, .entry-form");
    const wrong = content.querySelector(`[aria-invalid=true], .errors :is(${FIELDS})`);
    const named = content.querySelector("[autofocus]");
    const first = form?.querySelector(FIELDS);
    if (wrong) {
      open(wrong);
    } else if (named) {
      named.focus();
    } else if (first?.checkVisibility?.()) {
      first.focus({ preventScroll: true });
    }
  };

  document.addEventListener("keydown", (event) => {
    const own = event.target.closest?.("form");
    if (event.key !== "Enter" || !event.ctrlKey || event.defaultPrevented || !own) {
      return;
    }
    const shown = own.querySelector("[name=shown]");
    const button = own.querySelector(shown ? "[name=_save]" : "[name=_preview]") ?? own.querySelector("[name=_save], [type=submit]");
    if (button) {
      event.preventDefault();
      own.requestSubmit(button);
    }
  });
  window.addEventListener("load", goOn);
}
