// The filter over the terms of the ontology: each word typed must stand somewhere in an entry, with
// or without its accents. The page is whole without it.

const form = document.querySelector(".onto-filter");
const field = form.querySelector("input");
const found = document.getElementById("onto-found");

function plain(words) {
  return words.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}

const entries = [...document.querySelectorAll(".onto-term")].map((element) => ({
  element,
  words: plain(
    [...element.querySelectorAll("h3, .onto-other, .prose")].map((part) => part.textContent).join(" "),
  ),
}));
const kinds = [...document.querySelectorAll(".onto-kind")];

function filter() {
  const asked = plain(field.value).split(/\s+/).filter(Boolean);
  let count = 0;
  for (const { element, words } of entries) {
    element.hidden = !asked.every((word) => words.includes(word));
    if (!element.hidden) count += 1;
  }
  for (const kind of kinds) kind.hidden = !kind.querySelector(".onto-term:not([hidden])");
  const first = entries.find(({ element }) => !element.hidden);
  if (asked.length && first) first.element.scrollIntoView();
  found.textContent = asked.length ? (count ? found.dataset.some.replace("{n}", count) : found.dataset.none) : "";
}

// A link to a term that the filter hides shows it all the same.
function reveal() {
  const aim = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (aim?.closest("[hidden]")) {
    field.value = "";
    filter();
    aim.scrollIntoView();
  }
}

form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
field.addEventListener("input", filter);
addEventListener("hashchange", reveal);
filter();
