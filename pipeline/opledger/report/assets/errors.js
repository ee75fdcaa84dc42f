"use strict";
// Filters the rows of #errors by the fields of #filters. The filters stand in the address (#kind=...), so that a view
// can be kept and sent.
(() => {
  const form = document.getElementById("filters");
  const rows = [...document.querySelectorAll("#errors tbody tr")];
  const words = rows.map((row) => row.textContent.toLowerCase());
  const shown = document.getElementById("shown");

  const apply = () => {
    const wanted = new FormData(form);
    const sought = (wanted.get("words") || "").toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    rows.forEach((row, i) => {
      const fits = ["kind", "key", "release"].every((name) => !wanted.get(name) || row.dataset[name] === wanted.get(name));
      row.hidden = !(fits && sought.every((word) => words[i].includes(word)));
      count += row.hidden ? 0 : 1;
    });
    shown.textContent = `${count} of ${rows.length}`;
    const kept = new URLSearchParams([...wanted].filter(([, value]) => value));
    history.replaceState(null, "", kept.size ? `#${kept}` : location.pathname);
  };

  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
})();
