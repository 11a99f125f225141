// The editor of rich text writes style elements while it runs. The content security policy takes
// those that carry the nonce of the page: scripts of ours may make them, markup may not.
(() => {
  const { nonce } = document.currentScript;
  const create = document.createElement.bind(document);
  document.createElement = (name, options) => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
})();
