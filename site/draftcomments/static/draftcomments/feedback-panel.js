// Brings editors to the block that a comment is about. Wagtail follows an address that ends in
// "#:w:contentpath=body.<id>" when a page is loaded, but stops on the way where the page is still growing.
// And it follows no such link on a page that is open already, which is where the panel stands.
(function () {
  "use strict";

  const FOCUSABLE = "[data-panel-toggle], input:not([type=hidden]), textarea, [contenteditable=true]";
  const IN_ADDRESS = "#:w:contentpath=";
  const SETTLED_AFTER = 1500;

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

  function isOutOfSight(block) {
    const { top } = block.getBoundingClientRect();
    return top < 0 || top > window.innerHeight;
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

  window.addEventListener("load", () => {
    if (!window.location.hash.startsWith(IN_ADDRESS)) return;
    const path = window.location.hash.slice(IN_ADDRESS.length);
    const arrive = window.setTimeout(() => {
      const block = blockAt(path);
      if (block && isOutOfSight(block)) block.scrollIntoView();
    }, SETTLED_AFTER);
    // Whoever has begun to do something is not pulled away.
    ["keydown", "pointerdown", "wheel"].forEach((begun) => {
      document.addEventListener(begun, () => window.clearTimeout(arrive), { once: true, passive: true });
    });
  });
})();
