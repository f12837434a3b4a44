"use strict";
{
  const choices = ["en", "fr"].map((id) => document.getElementById(id));
  const apply = () => { document.documentElement.lang = choices.find((choice) => choice.checked).id; };
  const preferred = (navigator.languages || [navigator.language])
    .map((language) => choices.find((choice) => choice.id === language.slice(0, 2).toLowerCase())).find(Boolean);
  if (preferred) preferred.checked = true;
  choices.forEach((choice) => choice.addEventListener("change", apply));
  apply();
}
