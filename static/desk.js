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
