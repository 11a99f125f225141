// Brings editors from a comment to the block that it is about. Wagtail follows an address that ends in
// "#:w:contentpath=body.<id>" when a page is loaded; here the page is open already.
(function () {
  "use strict";

  const FOCUSABLE = "[data-panel-toggle], input:not([type=hidden]), textarea, [contenteditable=true]";

  function blockAt(path) {
    const selector = path
      .split(".")
      .map((part) => `[data-contentpath="${CSS.escape(part)}"]`)
      .join(" ");
    return document.querySelector(selector);
  }

  function unfold(block) {
    const folded = document.querySelectorAll('[data-panel-toggle][aria-expanded="false"]');
    folded.forEach((toggle) => {
      const panel = toggle.closest("[data-panel]");
      if (panel.contains(block) || block.contains(panel)) toggle.click();
    });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-feedback-block]");
    const block = link && blockAt(link.dataset.feedbackBlock);
    if (!block) return;
    event.preventDefault();
    window.history.replaceState(window.history.state, "", link.hash);
    unfold(block);
    block.scrollIntoView();
    const within = block.querySelector(FOCUSABLE);
    if (within) within.focus({ preventScroll: true });
  });
})();
