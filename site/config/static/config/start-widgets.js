// Wagtail starts some of its widgets by a script in the middle of its markup. The content security
// policy refuses such scripts. Our templates leave a note there instead, which says what to start:
//
//   <template data-start="initDateChooser" data-start-id="id_date" data-start-options="{}"></template>
//
// Notes are followed wherever they turn up: in the page, in a row that is added, in a dialog.
(() => {
  // What a note may start, and nothing else.
  const functions = [
    "createTaskChooser",
    "initDateChooser",
    "initDateTimeChooser",
    "initTimeChooser",
  ];
  const widgets = ["Chooser", "DocumentChooser", "ImageChooser", "PageChooser", "SnippetChooser"];
  const panels = ["InlinePanel", "MultipleChooserPanel"];
  const known = [...functions, ...widgets, ...panels];

  const start = (note) => {
    const name = note.dataset.start;
    // The file that knows it is still on its way: the next file that arrives asks again.
    if (!known.includes(name) || typeof window[name] !== "function") return;
    const { startId: id, startOptions } = note.dataset;
    const options = JSON.parse(startOptions);
    note.remove();
    if (functions.includes(name)) window[name](id, options);
    else if (panels.includes(name)) new window[name](options);
    else new window[name](id, options);
  };

  const NOTES = "template[data-start]";
  const startAllIn = (place) => place.querySelectorAll(NOTES).forEach(start);

  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (!(node instanceof Element) || !node.isConnected) continue;
        if (node.matches(NOTES)) start(node);
        else startAllIn(node);
      }
    }
  }).observe(document, { childList: true, subtree: true });
  startAllIn(document);

  // A file that arrives may bring what a note waits for.
  const loaded = new Set([...document.scripts].map((script) => script.src));
  document.addEventListener(
    "load",
    (event) => {
      if (!(event.target instanceof HTMLScriptElement)) return;
      loaded.add(event.target.src);
      startAllIn(document);
    },
    true,
  );

  // A dialog may bring script files of its own. jQuery would fetch their text and run it as a script
  // in the page, which the policy refuses: they are loaded as files instead, and once.
  if (window.jQuery) {
    window.jQuery._evalUrl = (address) => {
      const { href } = new URL(address, document.baseURI);
      if (loaded.has(href)) return;
      loaded.add(href);
      const script = document.createElement("script");
      script.src = href;
      script.async = false;
      document.head.append(script);
    };
  }
})();
