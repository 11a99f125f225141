// Saving by hand waits for a save that is under way by itself, and nothing is saved by itself once
// the form was sent. A new page that is saved by both at once would be made twice, and the server
// refuses the second.
(() => {
  const LONGEST = 10_000;
  let underWay = false;
  let isSent = false;
  const end = () => {
    underWay = false;
  };

  document.addEventListener("w-autosave:save", (event) => {
    if (isSent) event.preventDefault();
    else underWay = true;
  });
  document.addEventListener("w-autosave:success", end);
  document.addEventListener("w-autosave:error", end);

  const sendLater = (form, submitter) => {
    let sent = false;
    const send = () => {
      if (sent) return;
      sent = true;
      underWay = false;
      if (submitter && submitter.name) {
        // The button may be switched off by now, and would not be sent.
        const chosen = document.createElement("input");
        chosen.type = "hidden";
        chosen.name = submitter.name;
        chosen.value = submitter.value;
        form.append(chosen);
      }
      form.requestSubmit();
    };
    for (const name of ["w-autosave:success", "w-autosave:error"]) {
      document.addEventListener(name, send, { once: true });
    }
    setTimeout(send, LONGEST);
  };

  document.addEventListener(
    "submit",
    (event) => {
      if (!underWay || !event.target.matches("[data-edit-form]")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      sendLater(event.target, event.submitter);
    },
    true,
  );
  window.addEventListener("submit", (event) => {
    if (event.target.matches("[data-edit-form]") && !event.defaultPrevented) isSent = true;
  });
})();
