// Tells somebody who edits that the log-in ends soon or has ended, before words are lost.
//
// Nothing is saved or reloaded here. A log-in in another tab is enough to go on: the page then gets
// the new token that its forms need.

const ADDRESS = "/account/here/";
const EVERY_SECONDS = 60;
const WARN_SECONDS = 180;
// In /account/ somebody may be logged in who is not let into the admin yet.
const LOG_IN = "/account/login/?next=/account/";

const box = document.createElement("div");
box.className = "app-stay";
box.setAttribute("role", "alert");
document.body.append(box);

function show(words, action) {
  if (box.dataset.words === words) return;
  box.dataset.words = words;
  const paragraph = document.createElement("p");
  paragraph.textContent = words;
  box.replaceChildren(paragraph, action);
}

function hide() {
  delete box.dataset.words;
  box.replaceChildren();
}

function linkToLogIn() {
  const link = document.createElement("a");
  link.href = LOG_IN;
  link.target = "_blank";
  link.textContent = "Log in in a new tab";
  return link;
}

function buttonToStay(token) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Stay logged in";
  button.addEventListener("click", () => ask({ method: "POST", headers: { "X-CSRFToken": token } }));
  return button;
}

function takeOver(token) {
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
    field.value = token;
  }
}

function tell({ here, seconds, token }) {
  if (!here) {
    show("You are logged out. Your words are still on this page: do not close it. Log in in a new tab, come back, and save.", linkToLogIn());
  } else if (seconds < WARN_SECONDS) {
    takeOver(token);
    show("You will be logged out soon, because nothing happened for a while or the day is long.", buttonToStay(token));
  } else {
    takeOver(token);
    hide();
  }
}

async function ask(how = {}) {
  try {
    const response = await fetch(ADDRESS, { credentials: "same-origin", ...how });
    if (response.ok) tell(await response.json());
  } catch {
    // No connection: the editor says so itself.
  }
}

setInterval(() => document.visibilityState === "visible" && ask(), EVERY_SECONDS * 1000);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask());
