// Our house style in Wagtail's checker: in the Checks panel of the editor, whose preview loads this, and on
// drafts that are looked at. What is looked for comes with the checker's settings: see content.checks_in_editor.
(function () {
  "use strict";

  const SETTINGS = "#checker-axe-configuration";
  const BLOCKS = "p, li, dt, dd, th, td, caption, figcaption, summary, h1, h2, h3, h4, h5, h6";
  const SOMEBODYS_WORDS = "blockquote";
  const NOT_READ = `.nhsuk-u-visually-hidden, .nhsuk-table__heading, script, style, ${BLOCKS}`;
  const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

  function shortened(text) {
    return text.replace(/\s+/g, " ").trim();
  }

  // The words of an element itself, without those of paragraphs and lists inside it.
  function wordsOf(element) {
    const copy = element.cloneNode(true);
    copy.querySelectorAll(NOT_READ).forEach((inner) => inner.remove());
    return shortened(copy.textContent);
  }

  function isQuoted(element) {
    return element.closest(SOMEBODYS_WORDS) !== null;
  }

  function countWords(sentence) {
    return sentence.split(/\s+/).filter((part) => LETTER_OR_DIGIT.test(part)).length;
  }

  // For each acronym that is not explained, the element in which it first stands.
  function unexplained(options) {
    const main = document.querySelector("main");
    const blocks = main ? [...main.querySelectorAll(BLOCKS)].filter((block) => !isQuoted(block)) : [];
    const texts = blocks.map(wordsOf);
    const whole = texts.join("\n");
    const known = new Set(options.known);
    const first = new Map();
    texts.forEach((text, at) => {
      for (const [name] of text.matchAll(new RegExp(options.pattern, "g"))) {
        if (!known.has(name) && !first.has(name) && /[A-Z].*[A-Z]/.test(name)) first.set(name, blocks[at]);
      }
    });
    const isExplained = (name) =>
      options.written_out.some((way) => new RegExp(way.replace("NAME", () => name)).test(whole));
    return [...first].filter(([name]) => !isExplained(name)).map(([, block]) => block);
  }

  // Each gives true where there is nothing to say.
  const KINDS = {
    words: (element, options) =>
      isQuoted(element) || !new RegExp(options.pattern, options.flags).test(wordsOf(element)),
    sentences: (element, options) =>
      isQuoted(element) ||
      wordsOf(element)
        .split(new RegExp(options.pattern))
        .every((sentence) => countWords(sentence || "") <= options.longest),
    acronyms: (element, options) => !unexplained(options).includes(element),
    "link-words": (element, options) => {
      const words = shortened(element.textContent).replace(new RegExp(options.end), "").toLowerCase();
      return !options.vague.includes(words);
    },
    "link-address": (element, options) =>
      !new RegExp(options.pattern, "i").test(shortened(element.textContent)),
    summary: () => {
      const description = document.querySelector('meta[name="description"]');
      return Boolean(description && description.content.trim());
    },
  };

  const userbar = document.querySelector("wagtail-userbar");
  const settings = userbar && userbar.shadowRoot && userbar.shadowRoot.querySelector(SETTINGS);
  if (!settings) return;
  JSON.parse(settings.textContent).spec.checks.forEach(({ id, options }) => {
    const kind = options && KINDS[options.kind];
    if (kind) userbar.registerCheck(id, kind);
  });
})();
