// Starts the few components of the kit that need a script. Every page works without it.

import { initButtons } from "nhsuk-frontend/dist/nhsuk/components/button/button.mjs";
import { initErrorSummary } from "nhsuk-frontend/dist/nhsuk/components/error-summary/error-summary.mjs";
import { initHeader } from "nhsuk-frontend/dist/nhsuk/components/header/header.mjs";
import { initSkipLinks } from "nhsuk-frontend/dist/nhsuk/components/skip-link/skip-link.mjs";
import { initCopying } from "./copy.mjs";

// The kit starts nothing unless the body says that the browser can run it.
document.body.classList.add("js-enabled", "nhsuk-frontend-supported");

initSkipLinks();
initErrorSummary();
initHeader();
initButtons();
initCopying();
