// The chat page begins: what the server drew is taken over.

import { Page } from "./page.js";
import { createPageApi } from "./page_api.js";
import { setTexts } from "./texts.js";
import { setUnits } from "./units.js";

const config = JSON.parse(document.getElementById("config").textContent);
setTexts(config.texts, config.lang);
setUnits(config.units);
new Page(document.getElementById("page"), config, createPageApi(document.baseURI)).start();
