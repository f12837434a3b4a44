"use strict";
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const form = document.getElementById("filters");
const rows = [...document.querySelectorAll("#people-list tr[data-name]")];
const groups = [...document.querySelectorAll("#people-list .letter")];
const names = rows.map((row) => plain(row.dataset.name));
const has = (row, list, value) => !value || row.dataset[list].split(" ").includes(value);
const apply = () => {
  const words = plain(form.elements.search.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  rows.forEach((row, index) => {
    row.hidden = !(words.every((word) => names[index].includes(word))
      && has(row, "topics", form.elements.topic.value)
      && has(row, "roles", form.elements.role.value)
      && has(row, "missing", form.elements.missing.value));
    shown += !row.hidden;
  });
  groups.forEach((group) => { group.hidden = !group.querySelector("tr[data-name]:not([hidden])"); });
  document.getElementById("shown").textContent = `${shown} / ${rows.length}`;
};
form.hidden = false;
form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
const openTarget = () => {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  const closed = target && target.closest("details");
  if (closed) { closed.open = true; target.scrollIntoView(); }
};
addEventListener("hashchange", openTarget);
openTarget();
apply();
