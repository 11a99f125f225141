// Says how many characters are left. Loaded only by pages with a counted text area, after site.mjs.

import { initCharacterCounts } from "nhsuk-frontend/dist/nhsuk/components/character-count/character-count.mjs";

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");

initCharacterCounts();
